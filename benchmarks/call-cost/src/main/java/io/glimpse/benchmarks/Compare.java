package io.glimpse.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures rows and variants side by side and prints the table. Rounds are the outer loop, so that
 * a machine which becomes slower meanwhile becomes slower for everyone.
 */
@Command(
    name = "benchmarks/run",
    description =
        "Measures what a traced call and a request cost, beside peers, and prints a table.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Compare implements Callable<Integer> {
  private static final Measurement.Pace QUICK = new Measurement.Pace(2, 1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--row",
      paramLabel = "<row>",
      description = "Only this row; may be repeated. ${COMPLETION-CANDIDATES}")
  private @Nullable List<Row> rows;

  @Option(
      names = "--variant",
      paramLabel = "<variant>",
      description =
          "Only this variant, also in rows that leave it out by themselves; may be repeated."
              + " ${COMPLETION-CANDIDATES}")
  private @Nullable List<Variant> variants;

  @Option(names = "--rounds", defaultValue = "3", description = "JVMs a figure (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--pairs",
      defaultValue = "10",
      description = "JVMs a figure in the row 'stopped' (${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds before it counts (${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Seconds that count (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--quick",
      description = "One round of 2 s warm-up and 1 s: to try it out, not for figures.")
  private boolean quick;

  @Option(names = "--java-home", description = "The JDK to measure (the one this runs on).")
  private Path javaHome = Path.of(System.getProperty("java.home"));

  @Option(
      names = "--jvm-arg",
      paramLabel = "<argument>",
      description = "A further argument of the measured JVM; may be repeated.")
  private List<String> jvmArguments = List.of();

  @Option(
      names = "--scratch",
      paramLabel = "<folder>",
      description =
          "Where files are written that nobody reads (target/work of call-cost). One in memory"
              + " leaves the disk out of it.")
  private @Nullable Path scratch;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      description = "Where the raw figures go (benchmarks/results/<date>-<jdk>.json).")
  private @Nullable Path out;

  /** For the shell script. */
  public static void main(String... arguments) {
    CommandLine line = new CommandLine(new Compare()).setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Variant.class, Compare::variant);
    line.registerConverter(Row.class, Compare::row);
    System.exit(line.execute(arguments));
  }

  private static Row row(String name) {
    return Arrays.stream(Row.values())
        .filter(row -> row.label().equalsIgnoreCase(name) || row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandLine.TypeConversionException("no row '" + name + "'"));
  }

  private static Variant variant(String name) {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.label().equalsIgnoreCase(name) || variant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandLine.TypeConversionException("no variant '" + name + "'"));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("glimpse.benchmarks.home"));
    Measurement.Pace pace = quick ? QUICK : new Measurement.Pace(warmUp, seconds);
    Path java = javaHome.resolve("bin").resolve("java");
    Measurement measurement = new Measurement(home, java, pace, jvmArguments, scratch);
    Results results = new Results();
    int most = quick ? 1 : Math.max(rounds, pairs);
    for (int round = 1; round <= most; round++) {
      for (Row row : rows == null ? List.of(Row.values()) : rows) {
        if (quick || round <= row.rounds(rounds, pairs)) {
          measure(measurement, row, round, results);
        }
      }
    }
    Machine machine = Machine.here();
    String command =
        "benchmarks/run " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    String how = describe(pace);
    Map<Variant, String> libraries = libraries(measurement, results);
    RawJson.write(
        out == null ? defaultOut(home, results) : out, results, machine, command, how, libraries);
    spec.commandLine().getOut().print(MarkdownTable.of(results, machine, command, how, libraries));
    spec.commandLine().getOut().flush();
    return results.broken().isEmpty() ? 0 : 1;
  }

  private void measure(Measurement measurement, Row row, int round, Results results)
      throws InterruptedException {
    PrintWriter progress = spec.commandLine().getErr();
    Collection<Variant> asked = variants == null ? row.variants() : variants;
    for (Case measured : row.cases()) {
      for (Variant variant : asked) {
        String what = row.label() + " | " + measured.name() + " | " + variant.label();
        try {
          Sample sample = measurement.run(measured, variant, round);
          results.add(sample);
          progress.printf(
              "round %d | %s | %.1f ns, %.1f on a core%n",
              round, what, sample.nanos(), sample.evidence().cpuNanosPerCall());
        } catch (IOException e) {
          results.addBroken(what);
          progress.printf("round %d | %s | %s%n", round, what, e.getMessage());
        }
        progress.flush();
      }
    }
  }

  private static Map<Variant, String> libraries(Measurement measurement, Results results)
      throws IOException {
    Map<Variant, String> libraries = new EnumMap<>(Variant.class);
    for (Sample sample : results.samples()) {
      libraries.put(sample.variant(), measurement.libraries(sample.variant()));
    }
    return libraries;
  }

  private String describe(Measurement.Pace pace) {
    return quick
        ? "Quick: one round, 2 s of warm-up, 1 s measured; not for figures."
        : "Medians of %d rounds (row stopped: %d), a fresh JVM each, %.0f s of warm-up, %.0f s measured."
            .formatted(rounds, pairs, pace.warmUp(), pace.seconds());
  }

  private Path defaultOut(Path home, Results results) {
    String jdk =
        results.samples().stream()
            .map(sample -> sample.jvm().replaceAll("^.*VM (\\d+).*$", "jdk$1"))
            .findFirst()
            .orElse("none");
    return home.resolve("results")
        .resolve(LocalDate.now(ZoneOffset.UTC) + "-" + jdk + (quick ? "-quick" : "") + ".json");
  }
}
