package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.http.IgnoredPaths;
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
import org.jspecify.annotations.Nullable;

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
  private final ServiceName serviceName;
  private final PolicyInForce policy;
  private final Road road;
  private final Tracer tracer;
  private final Modules modules;
  private final Registration registration;
  private final boolean plainMain;
  private final LastWord lastWord = new LastWord(this::close);
  private volatile boolean enabled;
  private volatile DeploymentReport report;
  private @Nullable PolicyWatch watch;

  Glimpse(
      Plan plan,
      @Nullable PolicyPlace place,
      ApplicationLoader application,
      Function<Config, List<RecordWriter>> writers,
      boolean plainMain) {
    this.config = plan.config();
    this.enabled = config.enabled();
    TracingPolicy policy = plan.policy();
    this.policy = new PolicyInForce(config, policy, place);
    this.plainMain = plainMain;
    this.report = DeploymentReport.empty(policy.origin());
    this.serviceName = new ServiceName(config);
    NameTable functions = new NameTable();
    this.road =
        new Road(
            settings(config),
            serviceName,
            config.traceId(),
            functions,
            () -> writers.apply(config));
    this.tracer = new Tracer(Startup.tracerSettings(config, policy), functions, road);
    this.modules = new Modules(tracer.modules(), this::report);
    this.registration =
        new Registration(new GlimpseControl(this, application), nameOf(config, policy));
    if (enabled) {
      open();
    } else {
      tracer.stop();
    }
  }

  /** What an operator calls it. */
  private static String nameOf(Config config, TracingPolicy policy) {
    String name = policy.name();
    return config.serviceName().orElse(name == null ? "application" : name);
  }

  private void open() {
    road.open();
    registration.open();
    watchPolicy();
    if (plainMain) {
      lastWord.await();
    }
  }

  private synchronized void watchPolicy() {
    if (watch == null && policy.file().isPresent()) {
      PolicyWatch begun = new PolicyWatch(policy::file, this::reload);
      begun.start();
      watch = begun;
    }
  }

  private synchronized void unwatchPolicy() {
    PolicyWatch begun = watch;
    watch = null;
    if (begun != null) {
      begun.close();
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

  /**
   * A share in one that is switched off, whatever the configuration says: for an edge of an
   * application that was built to be without. It stays so until the last share is given back, also
   * for edges that have taken theirs before.
   *
   * @param edge who asks, for messages
   */
  public static Lease leaseSwitchedOff(String edge) {
    return Leases.takeSwitchedOff(edge);
  }

  /** Whether anything is attached at all; false where it is switched off. */
  public boolean isEnabled() {
    return enabled;
  }

  /** For good: {@link #run} has no effect afterwards. */
  void switchOff() {
    enabled = false;
    close();
  }

  /**
   * For an edge that knows what its application is called. It counts where nobody has configured
   * {@code glimpse.service-name}, and no edge has said it before.
   */
  public void offerServiceName(String name) {
    if (serviceName.offer(name)) {
      registration.rename(name);
    }
  }

  /** Opens spans. */
  public Tracer tracer() {
    return tracer;
  }

  /** What the operator asked for. */
  public Config config() {
    return config;
  }

  /** What is traced; the one that counts now, when it was read again. */
  public TracingPolicy policy() {
    return policy.get();
  }

  /** The requests that leave nothing, by the policy that counts now. */
  public IgnoredPaths ignoredPaths() {
    return policy.ignored();
  }

  /**
   * Reads the policy again from where it was found. What it says counts for requests and calls that
   * begin from now on; those that are under way go on as they began. Which functions are attached
   * was decided at deployment, and a policy that selects others is reported.
   *
   * <p>A policy that is a file of its own, named by {@code glimpse.policy} or found in a directory,
   * is read again by itself when it changes.
   *
   * @return what has changed, which is logged too; or why the former policy stays in force
   */
  public PolicyReload reload() {
    return policy.reload(tracer);
  }

  /** Switches modules off and on. */
  public Modules modules() {
    return modules;
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
    if (!enabled) {
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
    unwatchPolicy();
    registration.close();
    tracer.writeHeld();
    Map<String, Long> running = tracer.stillRunning();
    if (road.close()) {
      nameWhatIsOpen(
          "calls were still running", running, "Their threads had not come back from them.");
      nameWhatIsOpen(
          "asynchronous calls were still open",
          tracer.stillOpen(),
          "Their stages are not complete, or nobody has subscribed to their publishers.");
      LOG.log(Level.INFO, SelfReport.of(this).line());
    }
    if (plainMain) {
      lastWord.forget();
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
