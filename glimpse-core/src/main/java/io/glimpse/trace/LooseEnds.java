package io.glimpse.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The open spans of one local root that end with what is around them at the latest. A root has one
 * only when it has such a span, so that a call which knows none asks no more than whether it is the
 * root.
 *
 * <p>Spans come and go on any thread; nobody is called while the lock is held. At most a thousand
 * are kept, since a root may live for weeks.
 */
final class LooseEnds {
  private static final int MOST = 1_000;

  private final Map<Span, LooseEnd> open = new LinkedHashMap<>();
  private final Faults faults;

  LooseEnds(Faults faults) {
    this.faults = faults;
  }

  synchronized void add(Span span, LooseEnd end) {
    if (open.size() < MOST) {
      open.put(span, end);
    }
  }

  synchronized void remove(Span span) {
    LooseEnd unused = open.remove(span);
  }

  void enclosingFailed(ActiveSpan enclosing, Throwable thrown) {
    for (LooseEnd each : take(span -> span.parent == enclosing)) {
      guarded(() -> each.enclosingFailed(thrown));
    }
  }

  void rootEnded() {
    for (LooseEnd each : take(span -> true)) {
      guarded(each::rootEnded);
    }
  }

  private synchronized List<LooseEnd> take(Predicate<Span> which) {
    List<LooseEnd> taken = new ArrayList<>();
    open.entrySet().removeIf(entry -> which.test(entry.getKey()) && taken.add(entry.getValue()));
    return taken;
  }

  private void guarded(Runnable end) {
    try {
      end.run();
    } catch (Throwable fault) {
      faults.report(fault);
    }
  }
}
