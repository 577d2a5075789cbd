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
  private static final String REDACTED = "[redacted]";

  private final SecretKeys secrets;
  private final int textLength;
  private final Attributes attributes = new Attributes();
  private List<Event> events = List.of();
  private List<SpanContext> links = List.of();
  private final @Nullable SpanFacts facts;
  private String name;
  private String statusMessage = "";
  private boolean failed;
  private @Nullable Throwable thrown;

  private record Event(String name, long nanos, Attributes attributes) {}

  SpanNotes(String name, @Nullable SpanFacts facts, SecretKeys secrets, int textLength) {
    this.facts = facts;
    this.name = name;
    this.secrets = secrets;
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

  private void note(Attributes notes, String key, @Nullable Object value) {
    if (value != null) {
      notes.put(key, safe(key, value));
    }
  }

  void event(String name, long nanos, Map<String, ?> details) {
    Attributes safe = new Attributes();
    // The map is the user's: it is walked before the lock is taken.
    details.forEach((key, value) -> note(safe, key, value));
    add(new Event(name, nanos, safe));
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

  /** Text and numbers as they are, hidden where the name asks for it; nothing else is looked at. */
  private Object safe(String key, Object value) {
    if (secrets.contain(key)) {
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
      statusMessage = cut(secrets.redaction().text(message));
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
          link.flags().bits());
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
        key.write(out, secrets.contain(key.name()) ? REDACTED : cut(value));
      }
    }

    @Override
    public void fact(AttributeKey key, long value) {
      if (attributes.contain(key.name())) {
        return;
      }
      if (secrets.contain(key.name())) {
        key.write(out, REDACTED);
      } else {
        key.write(out, value);
      }
    }
  }
}
