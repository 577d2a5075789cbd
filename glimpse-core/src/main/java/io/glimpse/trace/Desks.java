package io.glimpse.trace;

import io.glimpse.record.Inlet;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordSink;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The desks of all threads, so that in the end somebody can look what still lies on them. A desk
 * lives as long as a call is open on it; nothing here keeps one longer, and a call that begins or
 * ends never comes by.
 */
final class Desks {
  private final NameTable names;
  private final RecordSink sink;
  private final Map<Reference<? extends Workspace>, Inlet> all = new ConcurrentHashMap<>();
  private final ReferenceQueue<Workspace> gone = new ReferenceQueue<>();

  /** The desks' threads have these names, and what is written on the desks goes to this sink. */
  Desks(NameTable names, RecordSink sink) {
    this.names = names;
    this.sink = sink;
  }

  /** One for this thread. */
  Workspace newDesk(@Nullable Object[] places) {
    return new Workspace(places, names, sink.inlet());
  }

  /** A thread has got a desk. What it remembers it by is a class of the JDK. */
  WeakReference<Workspace> add(Workspace desk) {
    clearAway();
    WeakReference<Workspace> reference = new WeakReference<>(desk, gone);
    Inlet unused = all.put(reference, desk.inlet);
    return reference;
  }

  /**
   * This one has been cleared away by a garbage collection. What was put from it comes before what
   * its thread puts from its next one.
   */
  void isGone(Reference<? extends Workspace> old) {
    Inlet unused = all.computeIfPresent(old, (it, inlet) -> handedOver(inlet));
  }

  private static @Nullable Inlet handedOver(Inlet inlet) {
    inlet.handOver();
    return null;
  }

  private void clearAway() {
    for (Reference<? extends Workspace> old = gone.poll(); old != null; old = gone.poll()) {
      isGone(old);
    }
  }

  /** Those that are there now. */
  List<Workspace> all() {
    clearAway();
    List<Workspace> present = new ArrayList<>();
    for (Reference<? extends Workspace> reference : all.keySet()) {
      Workspace desk = reference.get();
      if (desk != null) {
        present.add(desk);
      }
    }
    return present;
  }
}
