package io.glimpse.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the question where the policy is. First hit wins:
 *
 * <ol>
 *   <li>the value of {@code glimpse.policy}, a path or {@code classpath:} and a resource;
 *   <li>a {@link PolicySource} service of the application;
 *   <li>the class path's {@code META-INF/glimpse-policy.json}, then its {@code
 *       glimpse-policy.json};
 *   <li>in a plain {@code main()} also {@code glimpse-policy.json} in the working directory and
 *       each directory above it.
 * </ol>
 *
 * <pre>{@code
 * PolicyDiscovery discovery = PolicyDiscovery.of(null, loader, false, Path.of(""));
 * TracingPolicy policy = discovery.policy();
 * }</pre>
 *
 * @since 0.1
 */
public sealed interface PolicyDiscovery {
  /** The policy to use: what was found, or {@link TracingPolicy#none()}. */
  TracingPolicy policy();

  /** Every place that was looked at, in order; the last is the hit if there was one. */
  List<String> lookedAt();

  /**
   * A policy was found; {@link TracingPolicy#origin()} says where.
   *
   * @param policy what was found
   * @param lookedAt the places looked at, the hit last
   * @param file the file that it was read from, so that somebody can look whether it changes; empty
   *     for a resource of the class path and a policy made in code
   */
  record Found(TracingPolicy policy, List<String> lookedAt, Optional<Path> file)
      implements PolicyDiscovery {
    /** Copies the list. */
    public Found {
      lookedAt = List.copyOf(lookedAt);
    }
  }

  /**
   * There is none: nothing is attached by rule.
   *
   * @param lookedAt the places looked at
   */
  record None(List<String> lookedAt) implements PolicyDiscovery {
    /** Copies the list. */
    public None {
      lookedAt = List.copyOf(lookedAt);
    }

    @Override
    public TracingPolicy policy() {
      return TracingPolicy.none();
    }
  }

  /**
   * Looks for the policy.
   *
   * @param explicit the value of {@code glimpse.policy}; null or blank if it is not set
   * @param loader the application's class loader, for services and resources
   * @param plainMain whether the directories are searched as well
   * @param workingDirectory what a relative path is resolved against, and where the search begins
   * @throws PolicyException if the first hit is a bad policy, if there are two at one step, or if
   *     {@code explicit} names nothing that can be read
   */
  static PolicyDiscovery of(
      @Nullable String explicit, ClassLoader loader, boolean plainMain, Path workingDirectory) {
    return new PolicySearch(loader, workingDirectory).run(explicit, plainMain);
  }
}
