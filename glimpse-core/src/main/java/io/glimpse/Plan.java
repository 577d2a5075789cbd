package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;

/**
 * What a Glimpse would be made of: read and checked, with nothing opened. An edge that attaches
 * functions while the application is built asks for it, in a JVM that will not run the application.
 *
 * <pre>{@code
 * Plan plan = Plan.read(Thread.currentThread().getContextClassLoader());
 * if (plan.config().enabled() && plan.policy().mentionsAny(names)) { … }
 * }</pre>
 *
 * @param config what the operator asked for
 * @param policy what is traced
 * @since 0.1
 */
public record Plan(Config config, TracingPolicy policy) {
  /**
   * Reads both as {@link Glimpse#lease} does.
   *
   * @param application the application's class loader, where the policy is looked for
   * @throws GlimpseException when the policy or the configuration is broken and {@code
   *     glimpse.on-invalid-policy} is not {@code disable}; with it the plan is one that is switched
   *     off
   */
  public static Plan read(ClassLoader application) {
    return new Startup(Config.builder().application(application), application, false).plan(null);
  }

  /** Nothing is recorded and nothing asked for. */
  static Plan disabled() {
    Config off = Config.builder().readEnvironment(false).param("enabled", "false").build();
    return new Plan(off, TracingPolicy.none());
  }
}
