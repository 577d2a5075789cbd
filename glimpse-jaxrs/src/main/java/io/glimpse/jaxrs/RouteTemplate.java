package io.glimpse.jaxrs;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The path template of a resource method, from the {@code @Path} of its class and its own. Either
 * may stand on a superclass or an interface (Jakarta REST 3.1, section 3.6, for methods; for
 * classes the runtimes agree).
 */
final class RouteTemplate {
  private RouteTemplate() {}

  /** Null where the class has none: a sub-resource, whose template cannot be known from here. */
  static @Nullable String of(@Nullable Class<?> type, @Nullable Method method) {
    Path ofClass = type == null ? null : onClass(type);
    if (type == null || method == null || ofClass == null) {
      return null;
    }
    Path ofMethod = onMethod(type, method);
    String whole = join(ofClass.value(), ofMethod == null ? "" : ofMethod.value());
    return withoutPatterns(whole);
  }

  private static @Nullable Path onClass(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Path path = c.getAnnotation(Path.class);
      if (path != null) {
        return path;
      }
      for (Class<?> i : c.getInterfaces()) {
        Path inherited = onClass(i);
        if (inherited != null) {
          return inherited;
        }
      }
    }
    return null;
  }

  private static @Nullable Path onMethod(Class<?> type, Method method) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Path path = declared(c, method);
      if (path != null) {
        return path;
      }
      for (Class<?> i : c.getInterfaces()) {
        Path inherited = onMethod(i, method);
        if (inherited != null) {
          return inherited;
        }
      }
    }
    return null;
  }

  private static @Nullable Path declared(Class<?> type, Method method) {
    try {
      return type.getDeclaredMethod(method.getName(), method.getParameterTypes())
          .getAnnotation(Path.class);
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  /** One slash between two parts, none at the end. */
  static String join(String first, String second) {
    String start = first.endsWith("/") ? first.substring(0, first.length() - 1) : first;
    String end = second.startsWith("/") ? second.substring(1) : second;
    String joined = end.isEmpty() ? start : start + "/" + end;
    return joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
  }

  /** {@code {id: [0-9]+}} becomes {@code {id}}: the pattern is no part of the name. */
  static String withoutPatterns(String template) {
    StringBuilder text = new StringBuilder(template.length());
    int depth = 0;
    boolean inPattern = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
        inPattern = inPattern || depth > 1;
      }
      if (c == '}') {
        depth--;
        inPattern = inPattern && depth > 0;
      }
      if (depth == 1 && c == ':') {
        inPattern = true;
      }
      if (!inPattern && !(depth == 1 && Character.isWhitespace(c))) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
