package io.glimpse.jaxrs;

import jakarta.ws.rs.core.UriInfo;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The template of the matched resource as the runtime knows it, sub-resources included: {@code
 * UriInfo.getMatchedResourceTemplate} of Jakarta REST 4.0, asked where the server's API has it.
 *
 * <p>It begins with the {@code @ApplicationPath}, which the base URI ends with, and knows nothing
 * of the context root, which the base URI begins with.
 */
final class MatchedTemplate {
  private static final @Nullable MethodHandle METHOD = find(UriInfo.class);

  private MatchedTemplate() {}

  /** Null where the API is older. */
  static @Nullable MethodHandle find(Class<?> uriInfo) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(uriInfo, "getMatchedResourceTemplate", MethodType.methodType(String.class));
    } catch (NoSuchMethodException | IllegalAccessException older) {
      return null;
    }
  }

  /** The whole route, null where the runtime does not tell. */
  static @Nullable String of(UriInfo uri) {
    return METHOD == null ? null : route(ask(METHOD, uri), uri.getBaseUri().getPath());
  }

  /** The runtime throws where nothing has matched or what matched has no template. */
  static @Nullable String ask(MethodHandle method, Object uri) {
    try {
      return (String) method.invoke(uri);
    } catch (Throwable notTold) {
      return null;
    }
  }

  /** Base and template overlap in the {@code @ApplicationPath}. */
  static @Nullable String route(@Nullable String template, String base) {
    if (template == null || template.isEmpty()) {
      return null;
    }
    String start = RouteTemplate.join(base, "");
    String rest = RouteTemplate.withoutPatterns(RouteTemplate.join("/", template));
    for (int from = 0; from >= 0; from = start.indexOf('/', from + 1)) {
      String tail = start.substring(from);
      if (rest.equals(tail) || rest.startsWith(tail + "/")) {
        return start.substring(0, from) + rest;
      }
    }
    return RouteTemplate.join(start, rest);
  }
}
