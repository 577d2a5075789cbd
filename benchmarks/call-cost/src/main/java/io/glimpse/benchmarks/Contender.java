package io.glimpse.benchmarks;

import com.acme.bench.Leaf;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import java.util.Optional;

/** One way to watch the calls of beans. It has a JVM of its own. */
public interface Contender {
  /** What the container starts with. */
  List<Extension> extensions(Terms terms);

  /** Beans that the container needs besides those of the application. */
  default List<Class<?>> beans() {
    return List.of();
  }

  /**
   * The container is up. Fails where a call of {@code leaf} would not be watched as the figure
   * claims.
   */
  void ready(Leaf leaf);

  /** Opens a root span on this thread, below which calls are measured. */
  Root openRoot();

  /** What has been recorded so far, where that can be known. Waits until it has arrived. */
  default Optional<Tally> tally() {
    return Optional.empty();
  }

  /** The bounds that the calls stay within, or are cut by, and where Glimpse's records go. */
  record Terms(int depth, int budget, FarEnd farEnd) {}

  /** An open root span. */
  @FunctionalInterface
  interface Root {
    /** Nothing is open. */
    Root NONE = () -> {};

    /** Ends it, on the thread that opened it. */
    void close();
  }
}
