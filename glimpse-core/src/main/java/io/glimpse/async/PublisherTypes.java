package io.glimpse.async;

import java.util.Set;

/** Knows a publisher by the names of what it inherits from, whoever may see those classes. */
final class PublisherTypes {
  private static final Set<String> NAMES =
      Set.of(
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher",
          "io.smallrye.mutiny.Uni");

  private PublisherTypes() {}

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
