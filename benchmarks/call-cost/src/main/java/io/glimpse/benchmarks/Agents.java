package io.glimpse.benchmarks;

import com.acme.bench.Chain;
import com.acme.bench.Leaf;
import com.acme.bench.Tower;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the Java agents are started, and how they are told the application's functions.
 *
 * @param jars the folder with the agents
 * @param scratch where one that writes files may write them
 */
record Agents(Path jars, Path scratch) {
  /** Kieker keeps this many files of 25,000 records, then removes the oldest. */
  private static final int KIEKER_FILES = 10;

  /** The agent's jar, whose name tells its version. */
  Path jar(String artifact) {
    try (Stream<Path> files = Files.list(jars)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + artifact + " in " + jars));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Class<?>> application() {
    List<Class<?>> classes = new ArrayList<>();
    classes.add(Leaf.class);
    classes.add(Tower.class);
    classes.addAll(Chain.links());
    return classes;
  }

  private static Stream<Method> functions(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  /** Methods named one by one, nothing exported, every other instrumentation off. */
  List<String> openTelemetry() {
    String methods =
        application().stream()
            .map(
                type ->
                    functions(type)
                        .map(Method::getName)
                        .collect(Collectors.joining(",", type.getName() + "[", "]")))
            .collect(Collectors.joining(";"));
    return List.of(
        "-javaagent:" + jar("opentelemetry-javaagent"),
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-Dotel.instrumentation.common.default-enabled=false",
        "-Dotel.instrumentation.opentelemetry-api.enabled=true",
        "-Dotel.instrumentation.methods.enabled=true",
        "-Dotel.instrumentation.methods.include=" + methods);
  }

  /** A binary file; a call waits when Kieker's queue is full, so nothing is lost. */
  List<String> kieker() {
    String writer = "-Dkieker.monitoring.writer.filesystem.FileWriter.";
    return List.of(
        "-javaagent:" + jar("kieker"),
        writer + "customStoragePath=" + scratch,
        writer + "logStreamHandler=kieker.monitoring.writer.filesystem.BinaryLogStreamHandler",
        writer + "maxLogFiles=" + KIEKER_FILES);
  }

  Map<String, String> kiekerEnvironment() {
    String signatures =
        application().stream()
            .flatMap(Agents::functions)
            .map(Agents::signature)
            .collect(Collectors.joining(";"));
    return Map.of("KIEKER_SIGNATURES_INCLUDE", signatures);
  }

  /** Kieker 2.0.2 takes the last dot for the one before the method's name, so types have none. */
  private static String signature(Method method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(type -> type.isPrimitive() ? type.getName() : "*")
            .collect(Collectors.joining(", "));
    return "public %s %s.%s(%s)"
        .formatted(
            method.getReturnType().getName(),
            method.getDeclaringClass().getName(),
            method.getName(),
            parameters);
  }
}
