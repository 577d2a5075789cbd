package io.glimpse.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from outside of the code: this process and its machine, in the order in which
 * they count (specification, section 10).
 *
 * @param properties system properties
 * @param environment environment variables
 * @param folder where {@code .env} files are looked for
 * @param application whose MicroProfile Config is asked; null for the thread's own
 */
record Surroundings(
    Properties properties,
    Map<String, String> environment,
    Path folder,
    @Nullable ClassLoader application) {
  private static final Logger LOG = System.getLogger("io.glimpse.config");

  /** Chooses among the {@code .env} files. */
  private static final String STAGE = "env";

  /** Those of this JVM. */
  static Surroundings ofThisProcess() {
    return new Surroundings(System.getProperties(), System.getenv(), Path.of(""), null);
  }

  Surroundings with(ClassLoader other) {
    return new Surroundings(properties, environment, folder, other);
  }

  /** All sources, the one that counts most first. */
  List<ConfigSource> sources(String prefix, List<ConfigProblem> problems) {
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(ConfigSource.properties(systemProperties()));
    sources.add(ConfigSource.environment(environment, prefix));
    sources.add(ConfigSource.microProfile(microProfile()));
    dotEnv(".env." + stage(problems), prefix, sources, problems);
    dotEnv(".env", prefix, sources, problems);
    return sources;
  }

  /** What another tool's setting says about a key that nobody has set; null where none does. */
  @Nullable ConfigSource fallback(ConfigKey<?> key) {
    for (Fallback each : key.fallbacks()) {
      boolean variable = each.place() == Fallback.Place.ENVIRONMENT;
      ConfigSource found = each.in(variable ? environment : microProfile());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Somebody has asked for a protocol that is not spoken here, and will wonder. */
  void reportOtherProtocol() {
    String other = Otlp.otherProtocol(environment);
    if (other != null) {
      LOG.log(
          Level.WARNING,
          "{0} has no effect: Glimpse speaks http/json. See that the endpoint takes it; port 4317 is"
              + " mostly gRPC, 4318 HTTP.",
          other);
    }
  }

  private Map<String, String> systemProperties() {
    Map<String, String> found = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      found.put(name, properties.getProperty(name, ""));
    }
    return found;
  }

  private Map<String, String> microProfile() {
    ClassLoader asked = application;
    if (asked == null) {
      asked = Thread.currentThread().getContextClassLoader();
    }
    if (asked == null || !isThere("org.eclipse.microprofile.config.ConfigProvider")) {
      return Map.of();
    }
    try {
      return MicroProfileSettings.read(asked);
    } catch (RuntimeException | LinkageError noProvider) {
      // The API without an implementation, or one that is not there yet at this time of the start.
      LOG.log(Level.DEBUG, "MicroProfile Config does not answer", noProvider);
      return Map.of();
    }
  }

  private String stage(List<ConfigProblem> problems) {
    String stage = environment.getOrDefault(STAGE, "").trim();
    if (stage.isEmpty()) {
      return "dev";
    }
    if (!stage.matches("[A-Za-z0-9_-]{1,64}")) {
      problems.add(
          new ConfigProblem(
              "environment variable " + STAGE,
              stage,
              "It is a part of the name of a file, .env.<env>: write letters and digits."));
      return "dev";
    }
    return stage;
  }

  private void dotEnv(
      String name, String prefix, List<ConfigSource> sources, List<ConfigProblem> problems) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return;
    }
    if (!isThere("io.github.cdimascio.dotenv.Dotenv")) {
      LOG.log(
          Level.INFO,
          "{0} is not read: add the dependency io.github.cdimascio:dotenv-java to have it read.",
          file);
      return;
    }
    try {
      sources.add(ConfigSource.file(name, DotEnv.read(file), prefix));
    } catch (IllegalArgumentException e) {
      problems.add(new ConfigProblem(file.toString(), "a line", String.valueOf(e.getMessage())));
    }
  }

  private static boolean isThere(String type) {
    try {
      Class<?> unused = Class.forName(type, false, Surroundings.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
