package io.glimpse.cdi;

import io.glimpse.Glimpse;
import io.glimpse.GlimpseException;
import io.glimpse.Lease;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.report.DeploymentReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run of an application whose functions were attached when it was built. There is one in a
 * class loader, between the container's start and its end.
 */
final class LiteRun {
  private static final Logger LOG = System.getLogger("io.glimpse.cdi");

  private static @Nullable LiteRun current;

  private final Lease lease;
  private final AttachedFunctions functions;

  private LiteRun(Lease lease) {
    this.lease = lease;
    this.functions = new AttachedFunctions(lease.glimpse().tracer());
  }

  /**
   * Everything is read again but the selection. Where Glimpse is switched off now, the interceptor
   * finds nothing to record to and lets each call pass.
   *
   * @throws GlimpseException when the policy or the configuration of the run is broken
   */
  static synchronized void start(TracingPolicy built, DeploymentReport report) {
    stop();
    LiteRun run = new LiteRun(Glimpse.lease("CDI Lite", applicationLoader()));
    current = run;
    Glimpse glimpse = run.lease.glimpse();
    if (glimpse.isEnabled()) {
      sayWhatDiffers(built, glimpse.policy());
      glimpse.report(report);
      LOG.log(Level.INFO, report.summary());
      LOG.log(Level.DEBUG, report.details());
      AttachedFunctions.install(run.functions);
    }
  }

  /** What was switched off for the build stays so, whatever is configured now. */
  static synchronized void startSwitchedOff() {
    stop();
    current = new LiteRun(Glimpse.leaseSwitchedOff("CDI Lite"));
    LOG.log(
        Level.INFO,
        "Glimpse is off: glimpse.enabled was false when the application was built, and that is"
            + " final.");
  }

  private static ClassLoader applicationLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? LiteRun.class.getClassLoader() : context;
  }

  private static void sayWhatDiffers(TracingPolicy built, TracingPolicy found) {
    List<String> differences = new ArrayList<>();
    note("exact_modules", built.exactModules(), found.exactModules(), differences);
    note("package_trees", built.packageTrees(), found.packageTrees(), differences);
    note("exclude", built.exclude(), found.exclude(), differences);
    if (!differences.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "What is traced was fixed when the application was built, by {0}. {1} selects otherwise:"
              + " {2}. Build the application with it to change what is traced; its other keys count"
              + " now.",
          built.origin(),
          found.origin(),
          String.join("; ", differences));
    }
  }

  private static void note(
      String key, List<String> built, List<String> found, List<String> differences) {
    if (!built.equals(found)) {
      differences.add(key + " " + found + " instead of " + built);
    }
  }

  static synchronized void stop() {
    LiteRun run = current;
    current = null;
    if (run != null) {
      AttachedFunctions.remove(run.functions);
      run.lease.close();
    }
  }
}
