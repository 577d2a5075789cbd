package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glimpse.buffer.ByteBuilder;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The usual call, with scalars, leaves no garbage on the application's thread. */
final class AllocationTest {
  private static final int CALLS = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuilder out = new ByteBuilder(8 * 1024);

  /**
   * What a hundred thousand calls allocate. The virtual machine may add some bytes of its own while
   * it compiles, once; what a call allocates would be in every round.
   */
  private long allocated(Runnable rendering) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        rendering.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void arguments_scalarsIntoAWarmBuilder_allocateNothing() {
    ArgumentNames names =
        ArgumentNames.of(
            Redaction.standard(), List.of("count", "id", "user", "on", "day", "token"), Set.of());
    Object[] arguments = {70_000, 1L << 40, "ann \u00e9\n", true, DayOfWeek.MONDAY, "hidden"};

    long bytes =
        allocated(
            () -> {
              out.truncate(0);
              Rendered.RENDERER.arguments(out, names, arguments);
            });

    assertThat(bytes).isZero();
  }

  @Test
  void arguments_strangersAndLongText_allocateNothing() {
    ArgumentNames names = ArgumentNames.of(Redaction.standard(), List.of("a", "b"), Set.of());
    Object[] arguments = {new Object(), "x".repeat(600)};

    long bytes =
        allocated(
            () -> {
              out.truncate(0);
              Rendered.RENDERER.arguments(out, names, arguments);
            });

    assertThat(bytes).isZero();
  }

  @Test
  void hides_anyName_allocatesNothing() {
    Redaction redaction = Redaction.with(List.of("iban", "accountNumber"));

    long bytes =
        allocated(
            () -> {
              redaction.hides("customer.shippingAddressLine");
              redaction.hides("X-Auth-Token");
            });

    assertThat(bytes).isZero();
  }
}
