package io.glimpse.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One way to watch requests: a servlet filter. It has a JVM of its own. */
public interface FilterContender {
  /** As an application has it. */
  Filter filter();

  /** Sends one request with a chain of its choice and says what the span of it holds. */
  Optional<Seen> seen(Consumer<FilterChain> request);

  /** What has been recorded so far, where that can be known. Waits until it has arrived. */
  default Optional<Tally> tally() {
    return Optional.empty();
  }

  /**
   * What a span says about its request.
   *
   * @param traceId in hex
   * @param parentId in hex
   * @param kind the side of the call
   * @param attributes text and whole numbers by key
   */
  record Seen(String traceId, String parentId, String kind, Map<String, Object> attributes) {}
}
