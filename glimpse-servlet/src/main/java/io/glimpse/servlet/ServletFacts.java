package io.glimpse.servlet;

import io.glimpse.http.RequestFacts;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What the servlet API knows about a request. */
final class ServletFacts {
  private ServletFacts() {}

  static RequestFacts of(HttpServletRequest request) {
    return new RequestFacts(
        request.getMethod(),
        request.getScheme(),
        request.getRequestURI(),
        request.getQueryString(),
        request.getServerName(),
        request.getServerPort(),
        request.getRemoteAddr(),
        request.getRemoteAddr(),
        request.getRemotePort(),
        version(request.getProtocol()),
        request.getHeader("user-agent"));
  }

  /** The path as the servlet API's patterns see it: decoded, without parameters, below the root. */
  static String pathBelowContext(HttpServletRequest request) {
    String servlet = request.getServletPath();
    String rest = request.getPathInfo();
    return rest == null ? servlet : servlet + rest;
  }

  private static @Nullable String version(@Nullable String protocol) {
    if (protocol == null || protocol.equals("HTTP/1.1")) {
      return protocol == null ? null : "1.1";
    }
    int slash = protocol.indexOf('/');
    return slash < 0 ? null : protocol.substring(slash + 1);
  }

  /** The servlet's mapping, unless it is one that takes everything. */
  static @Nullable String mapping(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    String pattern = mapping == null ? null : mapping.getPattern();
    if (pattern == null || pattern.isEmpty() || pattern.equals("/") || pattern.equals("/*")) {
      return null;
    }
    return pattern.startsWith("/") ? pattern : "/" + pattern;
  }
}
