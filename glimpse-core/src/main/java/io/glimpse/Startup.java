package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.config.ConfigProblem;
import io.glimpse.policy.Keep;
import io.glimpse.policy.PolicyDiscovery;
import io.glimpse.policy.PolicyException;
import io.glimpse.policy.PolicyProblem;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.RecordWriter;
import io.glimpse.trace.Selection;
import io.glimpse.trace.TracerSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is checked before the first span: configuration and policy, both to the end, so
 * that one report names all problems of both.
 */
final class Startup {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final Config.Builder settings;
  private final ApplicationLoader application;
  private final boolean plainMain;
  private @Nullable PolicyPlace place;

  Startup(Config.Builder settings, ClassLoader application, boolean plainMain) {
    this.settings = settings;
    this.application = new ApplicationLoader(application);
    this.plainMain = plainMain;
  }

  /** Opens a Glimpse, or one that does nothing where the operator prefers that to a failure. */
  Glimpse open(@Nullable TracingPolicy given, Function<Config, List<RecordWriter>> writers) {
    Plan plan = plan(given);
    return new Glimpse(plan, place, application, writers, plainMain);
  }

  /** Reads both, or one that does nothing where the operator prefers that to a failure. */
  Plan plan(@Nullable TracingPolicy given) {
    List<ConfigProblem> badSettings = new ArrayList<>();
    Config config = settings.build(badSettings);
    List<String> problems = new ArrayList<>();
    badSettings.forEach(problem -> problems.add(problem.toString()));
    new Destinations(config).check(problems);
    TracingPolicy policy = given;
    if (policy == null) {
      policy = config.enabled() ? discover(config, problems) : TracingPolicy.none();
    }
    if (problems.isEmpty()) {
      return new Plan(config, policy);
    }
    GlimpseException broken = new GlimpseException(problems);
    if (!settings.disablesOnProblems()) {
      throw broken;
    }
    LOG.log(Level.WARNING, "Starting untraced. " + GlimpseException.report(problems));
    return Plan.disabled();
  }

  /** A Glimpse that records nothing and asks for nothing. */
  static Glimpse disabled() {
    ApplicationLoader own = new ApplicationLoader(Startup.class.getClassLoader());
    return new Glimpse(Plan.disabled(), null, own, config -> List.of(), false);
  }

  private TracingPolicy discover(Config config, List<String> problems) {
    PolicyPlace looked = new PolicyPlace(config.policy().orElse(null), application, plainMain);
    place = looked;
    try {
      PolicyDiscovery found = looked.look();
      if (found instanceof PolicyDiscovery.None) {
        LOG.log(
            Level.INFO,
            "Glimpse found no policy, so no function is attached by rule. It looked at: {0}",
            String.join(", ", found.lookedAt()));
      }
      return found.policy();
    } catch (PolicyException e) {
      e.problems().stream().map(PolicyProblem::toString).forEach(problems::add);
      return TracingPolicy.none();
    }
  }

  /** The writers that the configuration names. */
  static List<RecordWriter> writers(Config config) {
    return new Destinations(config).writers();
  }

  /** Configuration goes before policy where both name a thing. */
  static TracerSettings tracerSettings(Config config, TracingPolicy policy) {
    int fieldLength =
        config
            .maxFieldLength()
            .orElse(policy.capture().maxFieldLength().orElse(Config.defaultMaxFieldLength()));
    return new TracerSettings(
        config.level(),
        policy.traceDepth(),
        policy.maxCallsPerTrace(),
        config.enabled() ? policy.sampleRatio() : 0,
        policy.http().honourSampled(),
        policy.http().trustIncoming(),
        policy.capture().arguments(),
        policy.capture().result(),
        policy.capture().unnamed(),
        fieldLength,
        policy.capture().redact(),
        config.propagators(),
        config.logContext(),
        new Selection(
            Duration.ofMillis(policy.minDurationMillis()),
            policy.keep() == Keep.SLOW_OR_FAILED,
            Duration.ofMillis(policy.slowMillis())));
  }
}
