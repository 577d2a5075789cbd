package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.report.BeanDiscovery;
import io.glimpse.report.DeploymentReport;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.TracedFunction;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An application that uses Glimpse, for {@link UndeployTest}: it is loaded by a class loader of its
 * own, with a Glimpse of its own. Each of the things it does is a word.
 */
public final class Tenant implements UnaryOperator<String> {
  @Override
  public String apply(String what) {
    return switch (what) {
      case "settings" -> Config.builder().param("level", "INFO").build().level().toString();
      case "rules" -> {
        TracingPolicy policy = TracingPolicy.builder().packageTrees("com.acme").build();
        Set<PolicyRule> rules = new HashSet<>(policy.rules());
        rules.addAll(policy.rules());
        rules.add(PolicyRule.TRACED);
        yield rules.size() + " rules";
      }
      case "report" -> {
        Set<DeploymentReport.Archive> archives = new HashSet<>();
        for (BeanDiscovery discovery : BeanDiscovery.values()) {
          archives.add(new DeploymentReport.Archive("/shop.war", discovery));
          archives.add(new DeploymentReport.Archive("/shop.war", discovery));
        }
        DeploymentReport report =
            new DeploymentReport(
                "test",
                List.of(
                    new DeploymentReport.Bean(
                        "com.acme.Cart",
                        Map.of("com.acme.Cart.add()", PolicyRule.TRACED),
                        Map.of("com.acme.Cart.sum()", Reason.PRIVATE))),
                List.of(),
                List.copyOf(archives));
        yield archives.size() == BeanDiscovery.values().length
            ? "1 " + report.beans().get(0).className()
            : "doubled";
      }
      case "records" -> records();
      default -> throw new IllegalArgumentException(what);
    };
  }

  /** From a lease to its end, as a container does it. */
  private static String records() {
    Lease lease = Glimpse.lease("test", Tenant.class.getClassLoader());
    try (lease) {
      Glimpse glimpse = Glimpse.current();
      record(glimpse, 200);
      record(glimpse, 1); // The file has become too large meanwhile, and is put aside.
      return glimpse.counts().written().toString();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void record(Glimpse glimpse, int calls) throws InterruptedException {
    TracedFunction function =
        glimpse
            .tracer()
            .function(
                FunctionName.of("com.acme.Cart", "add", null),
                List.of("id"),
                Set.of(),
                Object.class);
    for (int i = 0; i < calls; i++) {
      OpenCall call = glimpse.tracer().open(function, new Object[] {i});
      if (call == null) {
        throw new AssertionError("not recorded");
      }
      Object unused = call.returned("done");
    }
    if (!glimpse.flush(Duration.ofMinutes(1))) {
      throw new AssertionError("not flushed");
    }
  }
}
