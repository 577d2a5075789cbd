package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.SpanContext;
import io.glimpse.record.AttributeKey;
import io.glimpse.record.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been noted about a span that is still open. Any thread may add to it, so every method
 * locks; the numbers of attributes and events are bounded, as is each text.
 */
final class SpanNotes {
  private static final int MOST = 128;

  private final Sayable sayable;
  private final Attributes attributes = new Attributes();
  private List<Event> events = List.of();
  private List<SpanContext> links = List.of();
  private final @Nullable SpanFacts facts;
  private String name;
  private String statusMessage = "";
  private boolean failed;
  private @Nullable Throwable thrown;

  private record Event(String name, long nanos, Attributes attributes) {}

  SpanNotes(String name, @Nullable SpanFacts facts, Sayable sayable) {
    this.facts = facts;
    this.name = sayable.name(name);
    this.sayable = sayable;
  }

  synchronized String name() {
    return name;
  }

  void rename(String newName) {
    named(sayable.name(newName));
  }

  private synchronized void named(String newName) {
    name = newName;
  }

  synchronized void attribute(String key, @Nullable Object value) {
    note(attributes, key, value);
  }

  private void note(Attributes notes, @Nullable String key, @Nullable Object value) {
    if (key != null && value != null) {
      notes.put(sayable.key(key), sayable.value(key, value));
    }
  }

  void event(String name, long nanos, Map<String, ?> details) {
    Attributes safe = new Attributes();
    // The map is the user's: it is walked before the lock is taken.
    details.forEach((key, value) -> note(safe, key, value));
    add(new Event(sayable.name(name), nanos, safe));
  }

  private synchronized void add(Event event) {
    events = added(events, event);
  }

  synchronized void link(SpanContext other) {
    links = added(links, other);
  }

  /** Most spans have none, and need no list to say so. */
  private static <T> List<T> added(List<T> list, T one) {
    List<T> grown = list.isEmpty() ? new ArrayList<>() : list;
    if (grown.size() < MOST) {
      grown.add(one);
    }
    return grown;
  }

  synchronized void fail(@Nullable String message) {
    failed = true;
    if (message != null) {
      statusMessage = sayable.text(message);
    }
  }

  synchronized void fail(Throwable cause) {
    failed = true;
    thrown = cause;
  }

  synchronized boolean failed() {
    return failed;
  }

  synchronized @Nullable Throwable thrown() {
    return thrown;
  }

  synchronized String statusMessage() {
    return statusMessage;
  }

  synchronized void writeAttributes(ByteBuilder out) {
    if (facts != null) {
      facts.tell(new Facts(out));
    }
    attributes.write(out);
  }

  synchronized void writeEvents(ByteBuilder out, long wallOffset) {
    for (Event event : events) {
      int at = RecordEncoder.beginEvent(out, event.name(), event.nanos() + wallOffset);
      event.attributes().write(out);
      RecordEncoder.endEvent(out, at);
    }
  }

  synchronized void writeLinks(ByteBuilder out) {
    for (SpanContext link : links) {
      RecordEncoder.link(
          out,
          link.traceId().high(),
          link.traceId().low(),
          link.spanId().value(),
          link.flags().bits(),
          link.remote());
    }
  }

  /** Writes what was known from the beginning, as far as nothing was noted in its place. */
  private final class Facts implements SpanFacts.Listener {
    private final ByteBuilder out;

    Facts(ByteBuilder out) {
      this.out = out;
    }

    @Override
    public void fact(AttributeKey key, @Nullable String value) {
      if (value != null && !attributes.contain(key.name())) {
        key.write(out, sayable.fact(key.name(), value));
      }
    }

    @Override
    public void fact(AttributeKey key, long value) {
      if (attributes.contain(key.name())) {
        return;
      }
      if (sayable.hides(key.name())) {
        key.write(out, Sayable.REDACTED);
      } else {
        key.write(out, value);
      }
    }
  }
}
