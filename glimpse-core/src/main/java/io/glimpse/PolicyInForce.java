package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.http.IgnoredPaths;
import io.glimpse.policy.PolicyChange;
import io.glimpse.policy.PolicyDiscovery;
import io.glimpse.policy.PolicyException;
import io.glimpse.policy.PolicyProblem;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.trace.Tracer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy that counts now, and the way to another one while the application runs. What selects
 * functions stays as it was when they were attached; all else is exchanged as a whole, so that
 * whoever begins a trace finds all of the old or all of the new.
 */
final class PolicyInForce {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final Config config;
  private final @Nullable PolicyPlace place;
  private volatile TracingPolicy policy;
  private volatile IgnoredPaths ignored;

  /**
   * A policy.
   *
   * @param place where it can be read again; null for one that was made in code
   */
  PolicyInForce(Config config, TracingPolicy policy, @Nullable PolicyPlace place) {
    this.config = config;
    this.place = place;
    this.policy = policy;
    this.ignored = IgnoredPaths.of(policy.http().excludePaths());
  }

  TracingPolicy get() {
    return policy;
  }

  IgnoredPaths ignored() {
    return ignored;
  }

  /** The file that it was read from, if it is one. */
  Optional<Path> file() {
    return place == null ? Optional.empty() : place.file();
  }

  /** Reads it again and says what came of it. Never throws. */
  synchronized PolicyReload reload(Tracer tracer) {
    PolicyReload done;
    try {
      done = read(tracer);
    } catch (PolicyException bad) {
      done = refused(bad.problems().stream().map(PolicyProblem::toString).toList());
    } catch (RuntimeException | LinkageError unreadable) {
      done = refused(List.of(unreadable.toString()));
    }
    try {
      say(done);
    } catch (RuntimeException ofAHandler) {
      // Logging runs the application's own handlers. What was done counts all the same.
    }
    return done;
  }

  private PolicyReload read(Tracer tracer) {
    if (!config.enabled()) {
      return refused(List.of("Glimpse is switched off, so there is no policy to read."));
    }
    if (place == null) {
      return refused(List.of("It was made in code, so there is nothing to read."));
    }
    PolicyDiscovery found = place.look();
    boolean hadOne = !policy.origin().equals(TracingPolicy.none().origin());
    if (found instanceof PolicyDiscovery.None && hadOne) {
      String places = String.join(", ", found.lookedAt());
      return refused(List.of(policy.origin() + " has gone, and there is none at " + places + "."));
    }
    return exchange(found.policy(), tracer);
  }

  private PolicyReload exchange(TracingPolicy found, Tracer tracer) {
    List<PolicyChange> changes = policy.changesTo(found);
    if (changes.isEmpty()) {
      return new PolicyReload.Unchanged(found.origin());
    }
    List<PolicyChange> later = changes.stream().filter(PolicyChange::isSelection).toList();
    List<PolicyChange> now = changes.stream().filter(change -> !change.isSelection()).toList();
    if (!now.isEmpty()) {
      TracingPolicy next = found.selectingAs(policy);
      tracer.change(Startup.tracerSettings(config, next));
      ignored = IgnoredPaths.of(next.http().excludePaths());
      policy = next;
    }
    return new PolicyReload.Changed(found.origin(), now, later);
  }

  private static PolicyReload refused(List<String> problems) {
    return new PolicyReload.Refused(problems);
  }

  private static void say(PolicyReload done) {
    if (done instanceof PolicyReload.Refused refused) {
      LOG.log(Level.WARNING, refused.text());
    } else if (done instanceof PolicyReload.Changed changed) {
      if (!changed.changes().isEmpty()) {
        LOG.log(Level.INFO, changed.now());
      }
      if (!changed.atNextDeployment().isEmpty()) {
        LOG.log(Level.WARNING, changed.later());
      }
    } else {
      LOG.log(Level.DEBUG, done.text());
    }
  }
}
