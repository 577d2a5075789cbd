package io.glimpse.cdi;

import io.glimpse.policy.PolicyException;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.report.DeploymentReport;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.EventContext;

/**
 * Starts Glimpse with an application that was built by {@link GlimpseBuildExtension}. Its
 * parameters are what the build has decided. For the container.
 *
 * @since 0.1
 */
public final class LiteStart implements SyntheticObserver<Startup> {
  /** The parameter that says that the build was without Glimpse; then there are no others. */
  static final String SWITCHED_OFF = "switchedOff";

  /** The parameter with the build's policy as JSON. */
  static final String POLICY = "policy";

  /** The parameter that says where the build's policy came from. */
  static final String ORIGIN = "origin";

  /** The parameter with the pieces of the build's report as JSON. */
  static final String REPORT = "report";

  /** For the container. */
  public LiteStart() {}

  @Override
  public void observe(EventContext<Startup> event, Parameters parameters) {
    if (parameters.get(SWITCHED_OFF, Boolean.class, false)) {
      LiteRun.startSwitchedOff();
      return;
    }
    String origin = parameters.get(ORIGIN, String.class);
    LiteRun.start(
        policy(origin, parameters.get(POLICY, String.class)),
        report(origin, parameters.get(REPORT, String[].class)));
  }

  /** The build wrote it, so the only thing that can be wrong with it is that nobody reads JSON. */
  private static TracingPolicy policy(String origin, String json) {
    try {
      return TracingPolicy.parse(origin, json);
    } catch (PolicyException noProvider) {
      return TracingPolicy.none();
    }
  }

  private static DeploymentReport report(String origin, String... parcels) {
    return parcels.length == 0
        ? DeploymentReport.empty(origin)
        : DeploymentReport.fromJson(Parcels.text(parcels));
  }
}
