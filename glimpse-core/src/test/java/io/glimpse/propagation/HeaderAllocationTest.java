package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glimpse.context.TraceState;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers are read and written for every request: only the result may be new. */
final class HeaderAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final List<String> GOOD =
      List.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private volatile Object kept = "";

  @Test
  void traceParent_readAndWritten_leavesTheValueAndTheText() {
    long value = 16 + 24 + 32 + 24 + 16; // Optional, TraceParent, TraceId, SpanId, TraceFlags
    long text = 24 + 72; // String, its 55 bytes

    assertThat(bytesOf(() -> kept = TraceParent.parse(GOOD).orElseThrow().header()))
        .isLessThanOrEqualTo(value + text);
  }

  @Test
  void traceState_oneCleanLine_leavesTheValueOnly() {
    List<String> line = List.of("a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,congo=t61rcWkgMzE");

    assertThat(bytesOf(() -> kept = TraceState.parse(line))).isLessThanOrEqualTo(16);
  }

  @Test
  void badHeaders_ofAnyLength_leaveNothing() {
    List<String> state = List.of("a=1,".repeat(10_000));
    List<String> parent = List.of(" ".repeat(10_000) + "x".repeat(10_000));

    assertThat(bytesOf(() -> kept = TraceState.parse(state))).isZero();
    assertThat(bytesOf(() -> kept = TraceParent.parse(parent))).isZero();
  }

  @Test
  void extract_requestWithoutHeaders_leavesNextToNothing() {
    Propagation w3c = new Propagation(List.of(Propagator.TRACECONTEXT), fault -> {});
    Getter<String> none = (carrier, name) -> List.of();

    assertThat(bytesOf(() -> kept = w3c.extract("", none))).isLessThanOrEqualTo(24);
  }

  /** The least of a few measurements, since the JVM may do something of its own. */
  private static long bytesOf(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        work.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least / ROUNDS;
  }
}
