package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.SpanContext;
import io.glimpse.record.RecordEncoder;
import io.glimpse.render.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been noted about a span that is still open. Any thread may add to it, so every method
 * locks; the numbers of attributes and events are bounded, as is each text.
 */
final class SpanNotes {
  private static final int MOST = 128;
  private static final String REDACTED = "[redacted]";

  private final Redaction redaction;
  private final int textLength;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<SpanContext> links = new ArrayList<>();
  private String name;
  private String statusMessage = "";
  private boolean failed;
  private @Nullable Throwable thrown;

  private record Event(String name, long nanos, Map<String, Object> attributes) {}

  SpanNotes(String name, Redaction redaction, int textLength) {
    this.name = name;
    this.redaction = redaction;
    this.textLength = textLength;
  }

  synchronized String name() {
    return name;
  }

  synchronized void rename(String newName) {
    name = newName;
  }

  synchronized void attribute(String key, @Nullable Object value) {
    note(attributes, key, value);
  }

  private void note(Map<String, Object> notes, String key, @Nullable Object value) {
    if (value != null && (notes.size() < MOST || notes.containsKey(key))) {
      notes.put(key, safe(key, value));
    }
  }

  void event(String name, long nanos, Map<String, ?> details) {
    Map<String, Object> safe = new LinkedHashMap<>();
    // The map is the user's: it is walked before the lock is taken.
    details.forEach((key, value) -> note(safe, key, value));
    add(new Event(name, nanos, safe));
  }

  private synchronized void add(Event event) {
    if (events.size() < MOST) {
      events.add(event);
    }
  }

  synchronized void link(SpanContext other) {
    if (links.size() < MOST) {
      links.add(other);
    }
  }

  /** Text and numbers as they are, hidden where the name asks for it; nothing else is looked at. */
  private Object safe(String key, Object value) {
    if (redaction.hides(key)) {
      return REDACTED;
    }
    if (value instanceof String text) {
      return cut(text);
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
  }

  private String cut(String text) {
    if (text.length() <= textLength) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(textLength - 1)) ? textLength - 1 : textLength;
    return text.substring(0, end) + "...";
  }

  synchronized void fail(@Nullable String message) {
    failed = true;
    if (message != null) {
      statusMessage = cut(redaction.text(message));
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
    attributes.forEach((key, value) -> RecordEncoder.attribute(out, key, value));
  }

  synchronized void writeEvents(ByteBuilder out, long wallOffset) {
    for (Event event : events) {
      int at = RecordEncoder.beginEvent(out, event.name(), event.nanos() + wallOffset);
      event.attributes().forEach((key, value) -> RecordEncoder.attribute(out, key, value));
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
          link.flags().bits());
    }
  }
}
