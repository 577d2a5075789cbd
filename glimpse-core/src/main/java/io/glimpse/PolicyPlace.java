package io.glimpse;

import io.glimpse.policy.PolicyDiscovery;
import io.glimpse.policy.PolicyException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one Glimpse looks for its policy, as often as it is asked to. */
final class PolicyPlace {
  private final @Nullable String explicit;
  private final ApplicationLoader application;
  private final boolean plainMain;
  private final Path workingDirectory = Path.of("").toAbsolutePath();
  private volatile @Nullable Path file;

  PolicyPlace(@Nullable String explicit, ApplicationLoader application, boolean plainMain) {
    this.explicit = explicit;
    this.application = application;
    this.plainMain = plainMain;
  }

  /**
   * Reads it.
   *
   * @throws PolicyException with every problem
   * @throws IllegalStateException when the application has gone
   */
  PolicyDiscovery look() {
    ClassLoader loader = application.get();
    if (loader == null) {
      throw new IllegalStateException("The application has been undeployed.");
    }
    PolicyDiscovery found =
        application.call(() -> PolicyDiscovery.of(explicit, loader, plainMain, workingDirectory));
    if (found instanceof PolicyDiscovery.Found hit) {
      file = hit.file().orElse(null);
    }
    return found;
  }

  /** The file that it was read from last; empty where it lies in a jar or was made in code. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}
