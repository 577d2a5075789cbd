package io.glimpse.policy;

import java.util.Optional;

/**
 * A policy that the application makes in code instead of a file.
 *
 * <p>Name the class in {@code META-INF/services/io.glimpse.policy.PolicySource}. It needs a public
 * constructor without parameters. An explicit {@code glimpse.policy} goes first.
 *
 * <pre>{@code
 * public final class ShopPolicy implements PolicySource {
 *   public Optional<TracingPolicy> policy() {
 *     return Optional.of(TracingPolicy.builder().packageTrees("com.acme.shop").build());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface PolicySource {
  /**
   * The policy, or empty to let the search go on. Asked once per deployment, before any bean
   * exists; what it throws fails the deployment.
   */
  Optional<TracingPolicy> policy();
}
