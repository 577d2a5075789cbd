package io.glimpse.async;

import java.util.Collection;
import java.util.Set;

/** Knows a publisher by the names of what it inherits from, whoever may see those classes. */
final class PublisherTypes {
  private static final Set<String> NAMES =
      Set.of(
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher",
          "io.smallrye.mutiny.Uni");

  private static final String MULTI = "io.smallrye.mutiny.Multi";

  private PublisherTypes() {}

  /** Whether a function of exactly this type is watched until its end. */
  static boolean isWrapped(String type) {
    return NAMES.contains(type) || type.equals(MULTI);
  }

  static boolean includeAnyOf(Collection<String> types) {
    return types.stream().anyMatch(NAMES::contains);
  }

  static boolean include(Class<?> type) {
    if (NAMES.contains(type.getName())) {
      return true;
    }
    for (Class<?> each : type.getInterfaces()) {
      if (include(each)) {
        return true;
      }
    }
    Class<?> above = type.getSuperclass();
    return above != null && include(above);
  }
}
