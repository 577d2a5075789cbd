package io.glimpse;

import io.glimpse.config.Config;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the service is called: as it was configured, else as the first edge calls it that knows. The
 * container tells an application's name later than it starts its beans, so this may be late.
 */
final class ServiceName implements Supplier<@Nullable String> {
  private final @Nullable String configured;
  private volatile @Nullable String offered;

  ServiceName(Config config) {
    this.configured = config.serviceName().orElse(null);
  }

  @Override
  public @Nullable String get() {
    return configured == null ? offered : configured;
  }

  /** Whether the service is called so from now on. */
  synchronized boolean offer(String name) {
    if (configured != null || offered != null || name.isBlank()) {
      return false;
    }
    offered = name;
    return true;
  }
}
