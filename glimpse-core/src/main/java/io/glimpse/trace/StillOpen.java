package io.glimpse.trace;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many asynchronous calls and spans have not ended, by their names. It holds numbers and none
 * of the calls, so what never ends costs nothing here; where there are too many names, those that
 * come later share one.
 */
final class StillOpen {
  private static final int MOST_NAMES = 1_000;
  private static final String OTHERS = "others";

  private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

  /** One more; whoever ends it takes it away again. */
  LongAdder begun(String name) {
    LongAdder open = of(name);
    open.increment();
    return open;
  }

  private LongAdder of(String name) {
    LongAdder known = byName.get(name);
    if (known != null) {
      return known;
    }
    String kept = byName.size() < MOST_NAMES ? name : OTHERS;
    return byName.computeIfAbsent(kept, unused -> new LongAdder());
  }

  /** Those that there are, in the order of their names. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    byName.forEach(
        (name, open) -> {
          long count = open.sum();
          if (count > 0) {
            counts.put(name, count);
          }
        });
    return counts;
  }
}
