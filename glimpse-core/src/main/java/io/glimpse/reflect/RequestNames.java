package io.glimpse.reflect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter is called in the request that it is read from. The annotations are told by their
 * names, since not every application has them.
 */
final class RequestNames {
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "jakarta.ws.rs.PathParam",
          "jakarta.ws.rs.QueryParam",
          "jakarta.ws.rs.HeaderParam",
          "jakarta.ws.rs.CookieParam",
          "jakarta.ws.rs.FormParam",
          "jakarta.ws.rs.MatrixParam",
          "org.jboss.resteasy.reactive.RestPath",
          "org.jboss.resteasy.reactive.RestQuery",
          "org.jboss.resteasy.reactive.RestHeader",
          "org.jboss.resteasy.reactive.RestCookie",
          "org.jboss.resteasy.reactive.RestForm",
          "org.jboss.resteasy.reactive.RestMatrix");

  private RequestNames() {}

  /** The name that one of these annotations gives; null where none is among them. */
  static @Nullable String among(Annotation... annotations) {
    for (Annotation annotation : annotations) {
      String name = nameIn(annotation);
      if (name != null && !name.isEmpty()) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String nameIn(Annotation annotation) {
    Class<? extends Annotation> type = annotation.annotationType();
    if (!ANNOTATIONS.contains(type.getName())) {
      return null;
    }
    try {
      Method value = type.getMethod("value");
      return value.invoke(annotation) instanceof String name ? name : null;
    } catch (ReflectiveOperationException | RuntimeException another) {
      return null; // of this name, and not the one that is meant
    }
  }
}
