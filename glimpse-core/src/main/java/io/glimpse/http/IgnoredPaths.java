package io.glimpse.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The paths whose requests leave nothing: the health, metrics and OpenAPI endpoints of the server,
 * and what {@code http.exclude_paths} of the policy names by servlet patterns (Servlet 6.0, section
 * 12.2): {@code /a}, {@code /a/*}, {@code *.ext}.
 *
 * <pre>{@code
 * IgnoredPaths.of(List.of("/internal/*")).matches("/internal/jobs"); // true
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class IgnoredPaths {
  private static final List<String> OF_THE_SERVER = List.of("/health", "/metrics", "/openapi");

  private final Set<String> exact = new HashSet<>();
  private final List<String> below = new ArrayList<>();
  private final List<String> extensions = new ArrayList<>();

  private IgnoredPaths(List<String> patterns) {
    for (String path : OF_THE_SERVER) {
      addWithBelow(path);
      addWithBelow("/q" + path);
    }
    patterns.forEach(this::add);
  }

  /** What is always ignored and these patterns. */
  public static IgnoredPaths of(List<String> patterns) {
    return new IgnoredPaths(patterns);
  }

  private void addWithBelow(String path) {
    exact.add(path);
    below.add(path + "/");
  }

  private void add(String pattern) {
    if (pattern.endsWith("/*")) {
      addWithBelow(pattern.substring(0, pattern.length() - 2));
    } else if (pattern.startsWith("*.")) {
      extensions.add(pattern.substring(1));
    } else {
      exact.add(pattern);
    }
  }

  /** Whether a request for this path, given below the context root, is ignored. */
  public boolean matches(String path) {
    if (exact.contains(path)) {
      return true;
    }
    for (String start : below) {
      if (path.startsWith(start)) {
        return true;
      }
    }
    for (String extension : extensions) {
      if (path.endsWith(extension)) {
        return true;
      }
    }
    return false;
  }
}
