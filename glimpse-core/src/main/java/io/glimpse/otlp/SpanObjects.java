package io.glimpse.otlp;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.json.KnownTexts;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EventCursor;
import io.glimpse.record.LinkCursor;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.Section;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON object of a span, as opentelemetry-proto's trace.proto and the JSON mapping of
 * OTLP's specification have it.
 *
 * <p>It is a fixed text with holes, as a JSON line is, and the holes are filled from the record's
 * bytes. What a list holds is written with a comma behind it, and the last comma becomes the list's
 * end; a list that turns out to be empty is taken back.
 */
final class SpanObjects {
  private static final byte[] TRACE_ID = ascii("{\"traceId\":\"");
  private static final byte[] SPAN_ID = ascii("\",\"spanId\":\"");
  private static final byte[] TRACE_STATE = ascii("\",\"traceState\":\"");
  private static final byte[] PARENT = ascii("\",\"parentSpanId\":\"");
  private static final byte[] FLAGS = ascii("\",\"flags\":");
  private static final byte[] NAME = ascii(",\"name\":\"");
  private static final byte[] INTERNAL = kind(1);
  private static final byte[] SERVER = kind(2);
  private static final byte[] CLIENT = kind(3);
  private static final byte[] END_TIME = ascii("\",\"endTimeUnixNano\":\"");
  private static final byte[] ATTRIBUTES = ascii("\",\"attributes\":[");
  private static final byte[] EVENTS = ascii(",\"events\":[");
  private static final byte[] EVENT = ascii("{\"timeUnixNano\":\"");
  private static final byte[] EVENT_NAME = ascii("\",\"name\":\"");
  private static final byte[] LINKS = ascii(",\"links\":[");
  private static final byte[] FAILED = ascii(",\"status\":{\"code\":2}}");
  private static final byte[] FAILED_SAYING = ascii(",\"status\":{\"code\":2,\"message\":\"");
  private static final byte[] END_OF_FAILED = ascii("\"}}");

  private static final byte[] KEY = ascii("{\"key\":\"");
  private static final byte[] TEXT = ascii("\",\"value\":{\"stringValue\":\"");
  private static final byte[] WHOLE = ascii("\",\"value\":{\"intValue\":\"");
  private static final byte[] NUMBER = ascii("\",\"value\":{\"doubleValue\":");
  private static final byte[] YES = ascii("\",\"value\":{\"boolValue\":true}},");
  private static final byte[] NO = ascii("\",\"value\":{\"boolValue\":false}},");
  private static final byte[] END_OF_TEXT = ascii("\"}},");
  private static final byte[] END_OF_NUMBER = ascii("}},");

  private static final Attribute FUNCTION = new Attribute(AttributeNames.FUNCTION, TEXT);
  private static final Attribute BEAN = new Attribute(AttributeNames.BEAN, TEXT);
  private static final Attribute ARGUMENTS = new Attribute(AttributeNames.ARGUMENTS, TEXT);
  private static final Attribute RESULT = new Attribute(AttributeNames.RESULT, TEXT);
  private static final Attribute CUT = new Attribute(AttributeNames.CUT, WHOLE);
  private static final Attribute TYPE = new Attribute(AttributeNames.EXCEPTION_TYPE, TEXT);
  private static final Attribute MESSAGE = new Attribute(AttributeNames.EXCEPTION_MESSAGE, TEXT);
  private static final Attribute STACK = new Attribute(AttributeNames.EXCEPTION_STACKTRACE, TEXT);
  private static final byte[] EXCEPTION = ascii(AttributeNames.EXCEPTION_EVENT);
  private static final byte[] NO_ARGUMENTS = ascii("{}");

  /** Whether a span's parent, or what a link leads to, is remote: known here, and so it is. */
  private static final int REMOTE_IS_KNOWN = 0x100;

  private static final int REMOTE = 0x200;
  private static final int TRACE_FLAGS = 0xff;

  private final KnownTexts known = KnownTexts.withoutService();

  /** One that Glimpse gives by itself: its key, and what stands before its value. */
  private static final class Attribute {
    final byte[] key;
    final byte[] head;

    Attribute(String key, byte[] value) {
      this.key = ascii(key);
      this.head = ascii("{\"key\":\"" + key + new String(value, StandardCharsets.US_ASCII));
    }
  }

  void write(ByteBuilder out, RecordCursor record, RecordBatch.Source source) {
    KnownTexts.Names function =
        record.function() < 0 ? null : known.of(source).function(record.function());
    ids(out, record);
    out.raw(NAME);
    if (function == null) {
      escaped(out, record, Section.NAME);
    } else {
      out.raw(function.shortName());
    }
    switch (record.spanKind()) {
      case INTERNAL -> out.raw(INTERNAL);
      case SERVER -> out.raw(SERVER);
      case CLIENT -> out.raw(CLIENT);
    }
    long start = sinceEpoch(record.startNanos());
    out.number(start).raw(END_TIME).number(Math.max(start, record.endNanos()));
    int at = out.size();
    out.raw(ATTRIBUTES);
    int first = out.size();
    own(out, record, function);
    attributes(out, record.attributes(), record.bytes());
    endList(out, at + 1, first);
    events(out, record);
    links(out, record);
    status(out, record);
  }

  private static void ids(ByteBuilder out, RecordCursor record) {
    out.raw(TRACE_ID).hex(record.traceHigh()).hex(record.traceLow());
    out.raw(SPAN_ID).hex(record.spanId());
    if (record.length(Section.TRACE_STATE) > 0) {
      escaped(out.raw(TRACE_STATE), record, Section.TRACE_STATE);
    }
    if (record.parentId() != 0) {
      out.raw(PARENT).hex(record.parentId());
    }
    out.raw(FLAGS).number(flags(record.flags(), record.hasRemoteParent()));
  }

  private static int flags(int traceFlags, boolean remote) {
    return (traceFlags & TRACE_FLAGS) | REMOTE_IS_KNOWN | (remote ? REMOTE : 0);
  }

  /** A time is unsigned, so one before 1970 cannot be written; such a clock was never set. */
  private static long sinceEpoch(long nanos) {
    return Math.max(0, nanos);
  }

  /** What Glimpse says of a function, unless somebody has noted an attribute of the same key. */
  private static void own(
      ByteBuilder out, RecordCursor record, KnownTexts.@Nullable Names function) {
    if (function != null) {
      known(out, record, FUNCTION, function.qualified());
      known(out, record, BEAN, function.bean());
    }
    if (record.hasNoArguments()) {
      known(out, record, ARGUMENTS, NO_ARGUMENTS);
    } else {
      section(out, record, ARGUMENTS, Section.ARGUMENTS);
    }
    section(out, record, RESULT, Section.RESULT);
    if (record.cut() > 0 && !record.hasAttribute(CUT.key)) {
      out.raw(CUT.head).number(record.cut()).raw(END_OF_TEXT);
    }
  }

  private static void known(
      ByteBuilder out, RecordCursor record, Attribute attribute, byte @Nullable [] value) {
    if (value != null && !record.hasAttribute(attribute.key)) {
      out.raw(attribute.head).raw(value).raw(END_OF_TEXT);
    }
  }

  private static void section(
      ByteBuilder out, RecordCursor record, Attribute attribute, Section section) {
    if (record.length(section) > 0 && !record.hasAttribute(attribute.key)) {
      eventSection(out, record, attribute, section);
    }
  }

  private static void eventSection(
      ByteBuilder out, RecordCursor record, Attribute attribute, Section section) {
    if (record.length(section) > 0) {
      escaped(out.raw(attribute.head), record, section);
      out.raw(END_OF_TEXT);
    }
  }

  private static void attributes(ByteBuilder out, AttributeCursor attribute, byte[] bytes) {
    boolean repeats = attribute.repeats();
    while (attribute.next()) {
      // OpenTelemetry has no attribute without a key.
      if (attribute.keyLength() > 0 && !(repeats && attribute.comesAgain())) {
        out.raw(KEY).escapedUtf8(bytes, attribute.keyOffset(), attribute.keyLength());
        value(out, attribute, bytes);
      }
    }
  }

  private static void value(ByteBuilder out, AttributeCursor attribute, byte[] bytes) {
    switch (attribute.type()) {
      case 's' -> {
        out.raw(TEXT).escapedUtf8(bytes, attribute.textOffset(), attribute.textLength());
        out.raw(END_OF_TEXT);
      }
      case 'l' -> out.raw(WHOLE).number(attribute.bits()).raw(END_OF_TEXT);
      case 'b' -> out.raw(attribute.bits() != 0 ? YES : NO);
      default -> {
        String number = Double.toString(Double.longBitsToDouble(attribute.bits()));
        boolean finite = Double.isFinite(Double.longBitsToDouble(attribute.bits()));
        out.raw(NUMBER).ascii(finite ? number : "\"" + number + "\"").raw(END_OF_NUMBER);
      }
    }
  }

  private static void events(ByteBuilder out, RecordCursor record) {
    boolean threw = record.length(Section.EXCEPTION_TYPE) > 0;
    if (!threw && record.length(Section.EVENTS) == 0) {
      return;
    }
    int at = out.size();
    out.raw(EVENTS);
    int first = out.size();
    if (threw) {
      out.raw(EVENT).number(sinceEpoch(record.endNanos())).raw(EVENT_NAME).raw(EXCEPTION);
      out.raw(ATTRIBUTES);
      eventSection(out, record, TYPE, Section.EXCEPTION_TYPE);
      eventSection(out, record, MESSAGE, Section.EXCEPTION_MESSAGE);
      eventSection(out, record, STACK, Section.EXCEPTION_STACK);
      endList(out, first, first);
      out.raw('}').raw(',');
    }
    for (EventCursor event = record.events(); event.next(); ) {
      out.raw(EVENT).number(sinceEpoch(event.nanos())).raw(EVENT_NAME);
      out.escapedUtf8(record.bytes(), event.nameOffset(), event.nameLength());
      int beforeList = out.size();
      out.raw(ATTRIBUTES);
      int inside = out.size();
      attributes(out, event.attributes(), record.bytes());
      endList(out, beforeList + 1, inside);
      out.raw('}').raw(',');
    }
    endList(out, at, first);
  }

  private static void links(ByteBuilder out, RecordCursor record) {
    if (record.length(Section.LINKS) == 0) {
      return;
    }
    int at = out.size();
    out.raw(LINKS);
    int first = out.size();
    for (LinkCursor link = record.links(); link.next(); ) {
      out.raw(TRACE_ID).hex(link.traceHigh()).hex(link.traceLow());
      out.raw(SPAN_ID).hex(link.spanId());
      out.raw(FLAGS).number(flags(link.flags(), link.remote())).raw('}').raw(',');
    }
    endList(out, at, first);
  }

  /** Of a list that is empty nothing from {@code at} on is left. */
  private static void endList(ByteBuilder out, int at, int first) {
    if (out.size() == first) {
      out.truncate(at);
    } else {
      out.truncate(out.size() - 1);
      out.raw(']');
    }
  }

  /** Nobody says that a span is ok: a status that is unset means that nothing went wrong. */
  private static void status(ByteBuilder out, RecordCursor record) {
    if (!record.failed()) {
      out.raw('}');
    } else if (record.length(record.statusMessage()) == 0) {
      out.raw(FAILED);
    } else {
      escaped(out.raw(FAILED_SAYING), record, record.statusMessage());
      out.raw(END_OF_FAILED);
    }
  }

  private static void escaped(ByteBuilder out, RecordCursor record, Section section) {
    out.escapedUtf8(record.bytes(), record.offset(section), record.length(section));
  }

  private static byte[] kind(int kind) {
    return ascii("\",\"kind\":" + kind + ",\"startTimeUnixNano\":\"");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
