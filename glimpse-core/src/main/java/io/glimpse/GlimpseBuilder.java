package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a Glimpse of one's own is made of. What is not given is found as in a container:
 * settings in properties and environment, the policy on the class path, and then also in the
 * working directory and its parents.
 *
 * <pre>{@code
 * Glimpse glimpse =
 *     Glimpse.builder()
 *         .config(Config.builder().param("log-path", "target/trace.jsonl"))
 *         .writer(new FailureCounter())
 *         .open();
 * }</pre>
 *
 * <p>Not for use by several threads.
 *
 * @since 0.1
 */
public final class GlimpseBuilder {
  private Config.Builder config = Config.builder();
  private @Nullable TracingPolicy policy;
  private final List<RecordWriter> writers = new ArrayList<>();

  GlimpseBuilder() {}

  /** The settings; those of properties and environment go first unless they are not read. */
  public GlimpseBuilder config(Config.Builder settings) {
    this.config = settings;
    return this;
  }

  /** The policy, instead of looking for one. */
  public GlimpseBuilder policy(TracingPolicy given) {
    this.policy = given;
    return this;
  }

  /**
   * A destination of one's own. With at least one of these, {@code glimpse.dest} is not looked at.
   * After {@code close} and {@code run} it is written to again.
   */
  public GlimpseBuilder writer(RecordWriter writer) {
    writers.add(writer);
    return this;
  }

  /**
   * Opens it, and closes it when the JVM ends.
   *
   * @throws GlimpseException when the policy or the settings are broken
   */
  public Glimpse open() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    if (application == null) {
      application = Glimpse.class.getClassLoader();
    }
    List<RecordWriter> own = List.copyOf(writers);
    return new Startup(config, application, true)
        .open(policy, own.isEmpty() ? Startup::writers : settings -> own);
  }
}
