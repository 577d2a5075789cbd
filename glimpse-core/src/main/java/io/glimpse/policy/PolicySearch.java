package io.glimpse.policy;

import static io.glimpse.policy.PolicyProblem.quoted;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** One search for the policy, and the list of places that it has looked at so far. */
final class PolicySearch {
  private static final String FILE = "glimpse-policy.json";
  private static final String META_INF_FILE = "META-INF/" + FILE;
  private static final String EXPLICIT = "glimpse.policy";
  private static final String CLASS_PATH = "classpath:";

  private final ClassLoader loader;
  private final Path workingDirectory;
  private final List<String> lookedAt = new ArrayList<>();
  private @Nullable Path hit;

  PolicySearch(ClassLoader loader, Path workingDirectory) {
    this.loader = loader;
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  PolicyDiscovery run(@Nullable String explicit, boolean plainMain) {
    return find(explicit, plainMain)
        .<PolicyDiscovery>map(
            policy -> new PolicyDiscovery.Found(policy, lookedAt, Optional.ofNullable(hit)))
        .orElseGet(() -> new PolicyDiscovery.None(lookedAt));
  }

  private Optional<TracingPolicy> find(@Nullable String explicit, boolean plainMain) {
    if (explicit != null && !explicit.isBlank()) {
      return Optional.of(named(explicit.strip()));
    }
    return services()
        .or(() -> resource(META_INF_FILE))
        .or(() -> resource(FILE))
        .or(() -> plainMain ? directories() : Optional.empty());
  }

  private TracingPolicy named(String value) {
    lookedAt.add(EXPLICIT + "=" + value);
    if (!value.startsWith(CLASS_PATH)) {
      return file(namedPath(value));
    }
    String name = value.substring(CLASS_PATH.length()).replaceFirst("^/+", "");
    Optional<TracingPolicy> policy = name.isEmpty() ? Optional.empty() : resource(name);
    return policy.orElseThrow(
        () -> nothingAt(quoted(value) + ", which the class path does not hold", null));
  }

  private Path namedPath(String value) {
    Path path;
    try {
      path = workingDirectory.resolve(value);
    } catch (InvalidPathException bad) {
      throw nothingAt(quoted(value) + ", which is no path", bad);
    }
    if (Files.isRegularFile(path)) {
      return path;
    }
    String what = Files.isDirectory(path) ? ", which is a directory" : ", where there is no file";
    throw nothingAt(quoted(value) + ", that is " + path + what, null);
  }

  private static PolicyException nothingAt(String found, @Nullable Throwable cause) {
    return failure(
        EXPLICIT,
        found,
        "Write the path of a policy file, or a resource such as "
            + CLASS_PATH
            + META_INF_FILE
            + ".",
        cause);
  }

  private TracingPolicy file(Path path) {
    hit = path;
    try (InputStream in = Files.newInputStream(path)) {
      return TracingPolicy.read(path.toString(), in);
    } catch (IOException unreadable) {
      throw unreadable(path.toString(), unreadable);
    }
  }

  private Optional<TracingPolicy> services() {
    lookedAt.add("service " + PolicySource.class.getName());
    Map<String, TracingPolicy> policies = new LinkedHashMap<>();
    try {
      for (PolicySource source : ServiceLoader.load(PolicySource.class, loader)) {
        supplied(source).ifPresent(policy -> policies.put(source.getClass().getName(), policy));
      }
    } catch (ServiceConfigurationError bad) {
      throw failure(
          PolicySource.class.getName(),
          "a service that could not be loaded (" + bad.getMessage() + ")",
          "Give it a public constructor without parameters, or take it out of META-INF/services.",
          bad);
    }
    return theOnly(policies, "service " + PolicySource.class.getName());
  }

  private static Optional<TracingPolicy> supplied(PolicySource source) {
    try {
      return Objects.requireNonNull(source.policy(), "policy() returned null");
    } catch (PolicyException bad) {
      throw bad;
    } catch (RuntimeException thrown) {
      throw failure(
          source.getClass().getName(),
          "an exception from policy() (" + PolicyProblem.shown(thrown.toString()) + ")",
          "Return a policy, or Optional.empty() to let the search go on.",
          thrown);
    }
  }

  private Optional<TracingPolicy> resource(String name) {
    String step = "class path " + name;
    lookedAt.add(step);
    Map<String, URL> places = new LinkedHashMap<>();
    try {
      loader
          .getResources(name)
          .asIterator()
          .forEachRemaining(url -> places.put(url.toString(), url));
    } catch (IOException unreadable) {
      throw unreadable(step, unreadable);
    }
    return theOnly(places, step).map(PolicySearch::resource);
  }

  private static TracingPolicy resource(URL url) {
    try {
      URLConnection connection = url.openConnection();
      // A cached connection keeps the jar open, and the server could not redeploy it.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return TracingPolicy.read(url.toString(), in);
      }
    } catch (IOException unreadable) {
      throw unreadable(url.toString(), unreadable);
    }
  }

  private Optional<TracingPolicy> directories() {
    for (Path at = workingDirectory; at != null; at = at.getParent()) {
      Path file = at.resolve(FILE);
      lookedAt.add(file.toString());
      if (Files.isRegularFile(file)) {
        return Optional.of(file(file));
      }
    }
    return Optional.empty();
  }

  private static <T> Optional<T> theOnly(Map<String, T> places, String step) {
    if (places.size() > 1) {
      throw failure(
          step,
          places.size() + " policies: " + String.join(" and ", places.keySet()),
          "Keep one of them, or name the one you mean with " + EXPLICIT + ".",
          null);
    }
    return places.values().stream().findFirst();
  }

  private static PolicyException unreadable(String place, IOException cause) {
    return failure(
        place,
        "something that cannot be read (" + PolicyProblem.shown(cause.toString()) + ")",
        "Let the server's user read it.",
        cause);
  }

  private static PolicyException failure(
      String origin, String found, String remedy, @Nullable Throwable cause) {
    return new PolicyException(List.of(new PolicyProblem(origin, "", found, remedy)), cause);
  }
}
