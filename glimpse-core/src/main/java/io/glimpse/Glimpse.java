package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordWriter;
import io.glimpse.report.DeploymentReport;
import io.glimpse.trace.Tracer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One running Glimpse: a policy, a configuration, a {@link Tracer}, and the road from it to the
 * destinations.
 *
 * <p>In a container the edges open it and you need it only to ask: {@link #current()} is the one of
 * your application. In a plain {@code main()} you open your own:
 *
 * <pre>{@code
 * try (Glimpse glimpse = Glimpse.builder().open()) {
 *   glimpse.tracer().trace("import", () -> importer.run());
 * }
 * }</pre>
 *
 * <p>Safe for any number of threads. {@link #run}, {@link #stop} and {@link #close} may be called
 * any number of times in any order; {@code run} after {@code close} works.
 *
 * @since 0.1
 */
public final class Glimpse implements AutoCloseable {
  private static final Logger LOG = System.getLogger("io.glimpse");
  private static final int MOST_NAMED = 20;

  private final Config config;
  private final TracingPolicy policy;
  private final Road road;
  private final Tracer tracer;
  private final boolean plainMain;
  private final Thread hook = new Thread(this::close, "glimpse-shutdown");
  private volatile DeploymentReport report;

  Glimpse(
      Config config,
      TracingPolicy policy,
      Function<Config, List<RecordWriter>> writers,
      boolean plainMain) {
    this.config = config;
    this.policy = policy;
    this.plainMain = plainMain;
    this.report = DeploymentReport.empty(policy.origin());
    NameTable functions = new NameTable();
    this.road =
        new Road(
            settings(config),
            config.serviceName().orElse(null),
            functions,
            () -> writers.apply(config));
    this.tracer = new Tracer(Startup.tracerSettings(config, policy), functions, road);
    if (config.enabled()) {
      open();
    } else {
      tracer.stop();
    }
  }

  private void open() {
    road.open();
    if (plainMain) {
      hookUp();
    }
  }

  /** A container closes its leases; a plain {@code main()} just ends. */
  private void hookUp() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalArgumentException | IllegalStateException thereAlreadyOrTooLate) {
      LOG.log(Level.DEBUG, "no shutdown hook: {0}", thereAlreadyOrTooLate.getMessage());
    }
  }

  private void unhook() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException isEnding) {
      LOG.log(Level.DEBUG, "the JVM is ending");
    }
  }

  private static Pipeline.Settings settings(Config config) {
    return new Pipeline.Settings(
        config.queueBytes(), config.flushInterval(), config.closeTimeout(), config.onFull());
  }

  /** For a plain {@code main()}, a test, or whoever wants a Glimpse of their own. */
  public static GlimpseBuilder builder() {
    return new GlimpseBuilder();
  }

  /**
   * The Glimpse that the edges of this application share. Where none is deployed, or after the last
   * of them has gone, one that records nothing.
   */
  public static Glimpse current() {
    return Leases.current();
  }

  /**
   * A share in the one Glimpse of this class loader, which is opened by the first one.
   *
   * @param edge who asks, for messages
   * @param application the application's class loader, where the policy is looked for
   * @throws GlimpseException when the policy or the configuration is broken and {@code
   *     glimpse.on-invalid-policy} is not {@code disable}
   */
  public static Lease lease(String edge, ClassLoader application) {
    return Leases.take(edge, application);
  }

  /** Whether anything is attached at all; false where it is switched off. */
  public boolean isEnabled() {
    return config.enabled();
  }

  /** Opens spans. */
  public Tracer tracer() {
    return tracer;
  }

  /** What the operator asked for. */
  public Config config() {
    return config;
  }

  /** What is traced. */
  public TracingPolicy policy() {
    return policy;
  }

  /** What the deployment attached; empty until a container has started. */
  public DeploymentReport report() {
    return report;
  }

  /** The edge that attached the functions says what it did. */
  public void report(DeploymentReport done) {
    this.report = done;
  }

  /** What went to the destinations so far, and what was lost. */
  public Pipeline.Counts counts() {
    return road.counts();
  }

  /** Records function calls again, also after {@link #close}. */
  public void run() {
    if (!config.enabled()) {
      LOG.log(Level.INFO, "glimpse.enabled is false: run() has no effect.");
      return;
    }
    if (plainMain) {
      road.sayOnce(
          "Glimpse runs in a plain main(): there is no container whose beans it could attach to, so"
              + " only spans opened by hand are recorded.");
    }
    open();
    tracer.run();
  }

  /** Lets function calls pass unrecorded; requests and manual spans go on. */
  public void stop() {
    tracer.stop();
  }

  /**
   * Waits until everything recorded so far has reached the destinations.
   *
   * @return whether it has, in time
   * @throws InterruptedException when the calling thread is interrupted
   */
  public boolean flush(Duration atMost) throws InterruptedException {
    return road.flush(atMost);
  }

  /** Writes what is left, for as long as {@code glimpse.close-timeout} says, and ends. */
  @Override
  public void close() {
    tracer.stop();
    tracer.writeHeld();
    Map<String, Long> running = tracer.stillRunning();
    if (road.close()) {
      nameWhatIsOpen(
          "calls were still running", running, "Their threads had not come back from them.");
      nameWhatIsOpen(
          "asynchronous calls were still open",
          tracer.stillOpen(),
          "Their stages are not complete, or nobody has subscribed to their publishers.");
    }
    if (plainMain) {
      unhook();
    }
  }

  /** They may come to their ends yet, but those have nowhere to go. */
  private static void nameWhatIsOpen(String what, Map<String, Long> open, String why) {
    if (open.isEmpty()) {
      return;
    }
    long all = open.values().stream().mapToLong(Long::longValue).sum();
    String named =
        open.entrySet().stream()
            .limit(MOST_NAMED)
            .map(each -> each.getKey() + " (" + each.getValue() + ")")
            .collect(Collectors.joining(", "));
    LOG.log(
        Level.INFO,
        all
            + (" " + what + " when Glimpse was closed, so they have no END: ")
            + named
            + (open.size() > MOST_NAMED ? ", …" : "")
            + (". " + why));
  }
}
