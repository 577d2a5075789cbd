package io.glimpse.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one case of one variant in a JVM of its own: starts JMH on the variant's class path, which
 * forks the JVM that is measured, and reads what both have left.
 */
final class Measurement {
  private static final Pattern TELLING =
      Pattern.compile(
          "(opentelemetry-(sdk-trace|exporter-otlp|exporter-otlp-common|exporter-sender-[a-z]+|javaagent)|okhttp|smallrye-opentelemetry-cdi|kieker|weld-core-impl|jackson-core|yasson|sqlite-jdbc)-.*");

  private final Path home;
  private final Path work;
  private final Path java;
  private final @Nullable Path scratch;
  private final Pace pace;
  private final List<String> moreJvmArguments;

  /**
   * How long it takes.
   *
   * @param warmUp seconds, in pieces of at most two
   * @param seconds how long is measured, the same
   */
  record Pace(double warmUp, double seconds) {
    private static final double PIECE = 2;

    List<String> arguments() {
      return Stream.concat(
              arguments("-wi", "-w", warmUp).stream(), arguments("-i", "-r", seconds).stream())
          .toList();
    }

    private static List<String> arguments(String count, String time, double seconds) {
      int pieces = (int) Math.max(2, Math.ceil(seconds / PIECE));
      long millis = Math.round(seconds * 1000 / pieces);
      return List.of(count, Integer.toString(pieces), time, millis + "ms");
    }
  }

  Measurement(
      Path home, Path java, Pace pace, List<String> moreJvmArguments, @Nullable Path scratchFolder)
      throws IOException {
    this.scratch =
        scratchFolder == null ? null : scratchFolder.resolve("glimpse-benchmarks-scratch");
    this.home = home;
    this.java = java;
    this.pace = pace;
    this.moreJvmArguments = moreJvmArguments;
    this.work = Files.createDirectories(home.resolve("call-cost/target/work"));
  }

  Sample run(Case measured, Variant variant, int round) throws IOException, InterruptedException {
    Path result = work.resolve("jmh.json");
    Path evidence = work.resolve("evidence.properties");
    Files.createDirectories(scratch());
    Files.deleteIfExists(result);
    Files.deleteIfExists(evidence);
    Path log = work.resolve(logName(measured, variant, round));
    int exit = run(measured, variant, evidence, result, log);
    empty(scratch());
    if (exit != 0 || !Files.exists(result) || !Files.exists(evidence)) {
      throw new IOException("no result, see " + log);
    }
    return read(measured, variant, round, result, Evidence.load(evidence));
  }

  private int run(Case measured, Variant variant, Path evidence, Path result, Path log)
      throws IOException, InterruptedException {
    if (!measured.farEnd().isCollector()) {
      return fork(measured, variant, evidence, result, log, List.of());
    }
    boolean prompt = measured.farEnd().isPrompt();
    Path collectorLog = work.resolve("collector.log");
    try (CollectorProcess collector = CollectorProcess.start(java, prompt, collectorLog)) {
      String address = "-D" + FarEnd.ADDRESS + "=" + collector.address();
      return fork(measured, variant, evidence, result, log, List.of(address));
    }
  }

  private int fork(
      Case measured,
      Variant variant,
      Path evidence,
      Path result,
      Path log,
      List<String> jvmArguments)
      throws IOException, InterruptedException {
    Agents agents = agents();
    List<String> command = command(measured, variant, agents, evidence, result, jvmArguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variant.environment(agents));
    return builder.start().waitFor();
  }

  private Agents agents() {
    return new Agents(home.resolve("call-cost/target/agents"), scratch());
  }

  /** Where an agent may write what nobody reads. */
  private Path scratch() {
    return scratch == null ? work.resolve("scratch") : scratch;
  }

  private static String logName(Case measured, Variant variant, int round) {
    String name = measured.row().label() + "-" + measured.name() + "-" + variant.label();
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-" + round + ".log";
  }

  private List<String> command(
      Case measured,
      Variant variant,
      Agents agents,
      Path evidence,
      Path result,
      List<String> jvmArguments)
      throws IOException {
    List<String> jvm = new ArrayList<>(List.of("-Xms1g", "-Xmx1g"));
    jvm.add("-D" + Evidence.FILE + "=" + evidence);
    jvm.add("-D" + Recording.SCRATCH + "=" + scratch());
    jvm.addAll(variant.jvmArguments(agents));
    jvm.addAll(jvmArguments);
    jvm.addAll(moreJvmArguments);

    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(List.of("-cp", classPath(variant), "org.openjdk.jmh.Main"));
    command.add(
        "^"
            + measured.load().benchmarks().getName().replace(".", "\\.")
            + "\\."
            + measured.benchmark()
            + "$");
    command.addAll(List.of("-f", "1", "-foe", "true", "-t", Integer.toString(measured.callers())));
    command.addAll(
        measured.load().happensOnce() ? List.of("-wi", "0", "-i", "1") : pace.arguments());
    command.addAll(List.of("-p", "variant=" + variant.name()));
    measured
        .parameters()
        .forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
    command.addAll(List.of("-rf", "json", "-rff", result.toString()));
    command.addAll(List.of("-jvmArgsAppend", quoted(jvm)));
    return command;
  }

  /** JMH takes them in one argument and splits it at spaces outside quotes. */
  private static String quoted(List<String> arguments) {
    return String.join(" ", arguments.stream().map(argument -> '"' + argument + '"').toList());
  }

  private String classPath(Variant variant) throws IOException {
    String folder = variant.libraries().folder();
    Path target = home.resolve(folder).resolve("target");
    List<String> entries = new ArrayList<>(List.of(target.resolve(folder + ".jar").toString()));
    try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
      libraries.map(Path::toString).sorted().forEach(entries::add);
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The versions that stand behind a variant, as the names of jars tell them. */
  String libraries(Variant variant) throws IOException {
    List<String> names = new ArrayList<>();
    switch (variant) {
      case OTEL_AGENT -> names.add(agents().jar("opentelemetry-javaagent").toString());
      case KIEKER -> names.add(agents().jar("kieker").toString());
      default -> names.addAll(List.of(classPath(variant).split(File.pathSeparator)));
    }
    return names.stream()
        .map(name -> Path.of(name).getFileName().toString().replace(".jar", ""))
        .filter(name -> TELLING.matcher(name).matches())
        .collect(Collectors.joining(", "));
  }

  private static Sample read(
      Case measured, Variant variant, int round, Path result, Evidence evidence)
      throws IOException {
    try (Reader in = Files.newBufferedReader(result);
        JsonReader json = Json.createReader(in)) {
      JsonObject run = json.readArray().getJsonObject(0);
      JsonObject metric = run.getJsonObject("primaryMetric");
      JsonArray iterations = metric.getJsonArray("rawData").getJsonArray(0);
      String jvm = run.getString("vmName") + " " + run.getString("vmVersion");
      return new Sample(
          measured,
          variant,
          round,
          metric.getJsonNumber("score").doubleValue(),
          iterations.getValuesAs(JsonNumber::doubleValue),
          evidence,
          jvm);
    }
  }

  /** What an agent has written; nobody reads it. */
  private static void empty(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
