package io.glimpse.benchmarks;

import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.propagation.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.IterationParams;

/**
 * A thousand different headers, taken in turn, and who reads them. {@code EMPTY} reads nothing and
 * only makes the objects that come out of it, so that whatever somebody else allocates beyond that
 * is garbage.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters, make() the rest
public class Headers {
  private static final int KINDS = 1024; // a power of two
  private static final int MEMBERS = 10;
  private static final long SEED = 1995;

  /** {@code GLIMPSE} or {@code EMPTY}. */
  @Param("GLIMPSE")
  public Variant variant;

  /** On how many lines a {@code tracestate} comes; where it is more than one there are blanks. */
  @Param("1")
  public int lines;

  private final Ledger ledger = new Ledger(Optional::empty);
  private final Meter meter = new Meter();
  private final List<List<String>> traceparents = new ArrayList<>();
  private final List<List<String>> tracestates = new ArrayList<>();
  private BiFunction<List<String>, Blackhole, String> work;
  private long calls;

  /** Makes the headers. */
  @Setup(Level.Trial)
  public void make(BenchmarkParams benchmark) {
    Random random = new Random(SEED);
    for (int i = 0; i < KINDS; i++) {
      traceparents.add(List.of(traceparent(random)));
      tracestates.add(tracestate(random));
    }
    boolean parent = benchmark.getBenchmark().endsWith(".traceparent");
    work = parent ? ofTraceparent() : Headers::stateAgain;
    if (!parent && variant != Variant.GLIMPSE) {
      throw new IllegalStateException("nobody but Glimpse reads a tracestate here");
    }
    check(parent);
  }

  static String traceparent(Random random) {
    HexFormat hex = HexFormat.of();
    return "00-%s%s-%s-01"
        .formatted(
            hex.toHexDigits(random.nextLong()),
            hex.toHexDigits(random.nextLong()),
            hex.toHexDigits(random.nextLong() | 1));
  }

  private List<String> tracestate(Random random) {
    HexFormat hex = HexFormat.of();
    List<String> members =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> "vendor" + i + "@shop=" + hex.toHexDigits(random.nextLong()))
            .toList();
    if (lines == 1) {
      return List.of(String.join(",", members));
    }
    int each = MEMBERS / lines;
    return IntStream.range(0, lines)
        .mapToObj(i -> String.join(" , ", members.subList(i * each, (i + 1) * each)))
        .toList();
  }

  private BiFunction<List<String>, Blackhole, String> ofTraceparent() {
    if (variant == Variant.GLIMPSE) {
      return Headers::parentAgain;
    }
    byte[] text = traceparents.get(0).get(0).getBytes(StandardCharsets.ISO_8859_1);
    return (lines, sink) -> {
      TraceParent result =
          new TraceParent(
              new TraceId(calls, SEED), new SpanId(SEED + calls), new TraceFlags(lines.size()));
      sink.consume(Optional.of(result));
      return new String(text, StandardCharsets.ISO_8859_1);
    };
  }

  private static String parentAgain(List<String> lines, Blackhole sink) {
    Optional<TraceParent> read = TraceParent.parse(lines);
    sink.consume(read);
    return read.orElseThrow().header();
  }

  private static String stateAgain(List<String> lines, Blackhole sink) {
    TraceState read = TraceState.parse(lines);
    sink.consume(read);
    return read.header();
  }

  /** What goes out is what came in. */
  private void check(boolean parent) {
    for (int i = 0; i < KINDS && variant == Variant.GLIMPSE; i++) {
      List<String> came = (parent ? traceparents : tracestates).get(i);
      String list = came.stream().collect(Collectors.joining(",")).replace(" ", "");
      String goes =
          parent ? TraceParent.parse(came).orElseThrow().header() : TraceState.parse(came).header();
      if (!goes.equals(list)) {
        throw new IllegalStateException(came + " goes out as " + goes);
      }
    }
  }

  /** An iteration begins. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    ledger.iteration(iteration.getType());
    ledger.callerBegins();
    calls = 0;
    meter.start();
  }

  String traceparent(Blackhole sink) {
    return work.apply(traceparents.get((int) calls++ & (KINDS - 1)), sink);
  }

  String tracestate(Blackhole sink) {
    return work.apply(tracestates.get((int) calls++ & (KINDS - 1)), sink);
  }

  /** An iteration ends. */
  @TearDown(Level.Iteration)
  public void end() {
    meter.stop();
    ledger.callerEnds(calls, 0, meter);
  }

  /** Leaves the evidence. */
  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    ledger.save();
  }
}
