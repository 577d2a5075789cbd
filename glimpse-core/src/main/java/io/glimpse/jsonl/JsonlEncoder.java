package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.buffer.Timestamp;
import io.glimpse.json.KnownTexts;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EventCursor;
import io.glimpse.record.LinkCursor;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch into lines, one JSON object for each log entry and each span, with every field of
 * docs/spec.md section 6 always there.
 *
 * <p>A line is a fixed text with holes; the holes are filled from the record's bytes without a
 * {@code String} in between. Names that come again and again, those of functions, are escaped once.
 */
final class JsonlEncoder {
  private static final byte[] ENTRY = ascii("{\"record_type\":\"log_entry\",\"entry_id\":\"");
  private static final byte[] CALL_ID = ascii("\",\"call_id\":\"");
  private static final byte[] TRACE_ID = ascii("\",\"trace_id\":\"");
  private static final byte[] SPAN_ID = ascii("\",\"span_id\":\"");
  private static final byte[] PARENT = ascii("\",\"parent_span_id\":");
  private static final byte[] NO_IDS =
      ascii("\",\"trace_id\":null,\"span_id\":null,\"parent_span_id\":null");
  private static final byte[] FUNCTION = ascii(",\"function\":\"");
  private static final byte[] INFO_START =
      ascii("\",\"level\":\"INFO\",\"stage\":\"START\",\"timestamp\":\"");
  private static final byte[] INFO_END =
      ascii("\",\"level\":\"INFO\",\"stage\":\"END\",\"timestamp\":\"");
  private static final byte[] ERROR =
      ascii("\",\"level\":\"ERROR\",\"stage\":\"EXCEPTION\",\"timestamp\":\"");
  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
  private static final byte[] ARGS = ascii("\",\"args\":");
  private static final byte[] NO_ARGS_RESULT = ascii("\",\"args\":null,\"result\":");
  private static final byte[] DURATION = ascii(",\"duration_ms\":");
  private static final byte[] NO_RESULT_DURATION = ascii(",\"result\":null,\"duration_ms\":");
  private static final byte[] NO_END =
      ascii(",\"result\":null,\"duration_ms\":null,\"exception\":null,\"thread\":\"");
  private static final byte[] EXCEPTION = ascii(",\"exception\":\"");
  private static final byte[] NO_EXCEPTION_THREAD = ascii(",\"exception\":null,\"thread\":\"");
  private static final byte[] THREAD = ascii("\",\"thread\":\"");
  private static final byte[] END_OF_ENTRY = ascii("\"}\n");
  private static final byte[] END_OF_LINE = ascii("}\n");
  private static final byte[] NULL = ascii("null");
  private static final byte[] NO_ARGUMENTS = ascii("{}");

  private static final byte[] SPAN = ascii("{\"record_type\":\"span\",\"trace_id\":\"");
  private static final byte[] TRACE_STATE = ascii(",\"trace_state\":");
  private static final byte[] FLAGS = ascii(",\"flags\":");
  private static final byte[] NAME = ascii(",\"name\":\"");
  private static final byte[] INTERNAL = kind(SpanKind.INTERNAL);
  private static final byte[] SERVER = kind(SpanKind.SERVER);
  private static final byte[] CLIENT = kind(SpanKind.CLIENT);
  private static final byte[] END_TIME = ascii("\",\"end_time\":\"");
  private static final byte[] SPAN_DURATION = ascii("\",\"duration_ms\":");
  private static final byte[] OK = ascii(",\"status\":\"ok\",\"status_message\":");
  private static final byte[] FAILED = ascii(",\"status\":\"error\",\"status_message\":");
  private static final byte[] ATTRIBUTES = ascii(",\"attributes\":{");
  private static final byte[] EVENT_ATTRIBUTES = ascii("\",\"attributes\":{");
  private static final byte[] FUNCTION_ATTRIBUTE =
      ascii(",\"attributes\":{\"code.function.name\":\"");
  private static final byte[] BEAN = textKey(AttributeNames.BEAN);
  private static final byte[] ARGUMENTS = textKey(AttributeNames.ARGUMENTS);
  private static final byte[] RESULT = textKey(AttributeNames.RESULT);
  private static final byte[] CUT = ascii(",\"" + AttributeNames.CUT + "\":");
  private static final byte[] EXCEPTION_TYPE = textKey(AttributeNames.EXCEPTION_TYPE);
  private static final byte[] EXCEPTION_MESSAGE = textKey(AttributeNames.EXCEPTION_MESSAGE);
  private static final byte[] EXCEPTION_STACK = textKey(AttributeNames.EXCEPTION_STACKTRACE);
  private static final byte[] EXCEPTION_EVENT = ascii(AttributeNames.EXCEPTION_EVENT);
  private static final byte[] EVENT = ascii("{\"name\":\"");
  private static final byte[] EVENTS = ascii("},\"events\":[");
  private static final byte[] LINKS = ascii("],\"links\":[");
  private static final byte[] SERVICE = ascii("],\"service\":");
  private static final byte[] NO_EVENTS_SERVICE =
      ascii("},\"events\":[],\"links\":[],\"service\":");

  private final ByteBuilder out;
  private final Timestamp timestamp = new Timestamp();

  private final KnownTexts known = KnownTexts.withoutService();

  JsonlEncoder(ByteBuilder out) {
    this.out = out;
  }

  /** Appends the batch's lines. */
  void encode(RecordBatch batch) {
    for (RecordCursor record = batch.cursor(); record.next(); ) {
      RecordKind kind = record.kind();
      if (kind.entries() > 0) {
        entry(record, kind, batch.source());
      }
      if (kind.spans() > 0) {
        span(record, batch.source());
      }
    }
  }

  private void entry(RecordCursor record, RecordKind kind, RecordBatch.Source source) {
    out.raw(ENTRY).raw(known.of(source).instance()).raw('-').number(record.entryNumber());
    out.raw(CALL_ID).hex(record.spanId());
    if (source.traceIds()) {
      ids(record);
    } else {
      out.raw(NO_IDS);
    }
    out.raw(FUNCTION);
    if (record.function() < 0) {
      escaped(record, Section.NAME);
    } else {
      out.raw(known.of(source).function(record.function()).qualified());
    }
    switch (kind) {
      case START -> start(record);
      case END -> end(record);
      default -> exception(record);
    }
    thread(record, source);
    out.raw(END_OF_ENTRY);
  }

  private void start(RecordCursor record) {
    out.raw(INFO_START);
    timestamp.write(out, record.startNanos());
    arguments(record);
    out.raw(NO_END);
  }

  private void end(RecordCursor record) {
    out.raw(INFO_END);
    timestamp.write(out, record.endNanos());
    out.raw(NO_ARGS_RESULT);
    json(record, Section.RESULT);
    out.raw(DURATION);
    duration(record);
    out.raw(NO_EXCEPTION_THREAD);
  }

  private void exception(RecordCursor record) {
    out.raw(ERROR);
    timestamp.write(out, record.endNanos());
    arguments(record);
    out.raw(NO_RESULT_DURATION);
    duration(record);
    out.raw(EXCEPTION);
    escaped(record, Section.EXCEPTION_TYPE);
    if (record.length(Section.EXCEPTION_MESSAGE) > 0) {
      out.raw(':').raw(' ');
      escaped(record, Section.EXCEPTION_MESSAGE);
    }
    out.raw(THREAD);
  }

  private void arguments(RecordCursor record) {
    out.raw(ARGS);
    if (record.hasNoArguments()) {
      out.raw(NO_ARGUMENTS);
    } else {
      json(record, Section.ARGUMENTS);
    }
  }

  private void thread(RecordCursor record, RecordBatch.Source source) {
    int index = record.thread();
    if (index == NameTable.UNKNOWN) {
      escaped(record, Section.THREAD);
    } else {
      out.raw(known.of(source).thread(index));
    }
  }

  /** The three ids that entries and spans share, up to and with the parent. */
  private void ids(RecordCursor record) {
    out.raw(TRACE_ID).hex(record.traceHigh()).hex(record.traceLow());
    out.raw(SPAN_ID).hex(record.spanId());
    parent(record);
  }

  private void parent(RecordCursor record) {
    out.raw(PARENT);
    if (record.parentId() == 0) {
      out.raw(NULL);
    } else {
      out.raw('"').hex(record.parentId()).raw('"');
    }
  }

  private void json(RecordCursor record, Section section) {
    int length = record.length(section);
    if (length > 0) {
      out.raw(record.bytes(), record.offset(section), length);
    } else {
      out.raw(NULL);
    }
  }

  /** Milliseconds with six decimals. */
  private void duration(RecordCursor record) {
    long nanos = Math.max(0, record.endNanos() - record.startNanos());
    out.number(nanos / 1_000_000).raw('.').padded(nanos % 1_000_000, 6);
  }

  private void escaped(RecordCursor record, Section section) {
    out.escapedUtf8(record.bytes(), record.offset(section), record.length(section));
  }

  private void textOrNull(RecordCursor record, Section section) {
    if (record.length(section) == 0) {
      out.raw(NULL);
    } else {
      out.raw('"');
      escaped(record, section);
      out.raw('"');
    }
  }

  private void span(RecordCursor record, RecordBatch.Source source) {
    KnownTexts.Names function =
        record.function() < 0 ? null : known.of(source).function(record.function());
    out.raw(SPAN).hex(record.traceHigh()).hex(record.traceLow());
    out.raw(SPAN_ID).hex(record.spanId());
    parent(record);
    out.raw(TRACE_STATE);
    textOrNull(record, Section.TRACE_STATE);
    out.raw(FLAGS).number(record.flags());
    out.raw(NAME);
    if (function == null) {
      escaped(record, Section.NAME);
    } else {
      out.raw(function.shortName());
    }
    switch (record.spanKind()) {
      case INTERNAL -> out.raw(INTERNAL);
      case SERVER -> out.raw(SERVER);
      case CLIENT -> out.raw(CLIENT);
    }
    timestamp.write(out, record.startNanos());
    out.raw(END_TIME);
    timestamp.write(out, record.endNanos());
    out.raw(SPAN_DURATION);
    duration(record);
    out.raw(record.failed() ? FAILED : OK);
    textOrNull(record, record.statusMessage());
    if (function == null) {
      out.raw(ATTRIBUTES);
    } else {
      out.raw(FUNCTION_ATTRIBUTE).raw(function.qualified()).raw('"');
    }
    attributes(record, function);
    if (record.length(Section.EVENTS) == 0
        && record.length(Section.LINKS) == 0
        && record.length(Section.EXCEPTION_TYPE) == 0) {
      out.raw(NO_EVENTS_SERVICE);
    } else {
      out.raw(EVENTS);
      events(record);
      out.raw(LINKS);
      links(record);
      out.raw(SERVICE);
    }
    out.raw(known.of(source).service()).raw(END_OF_LINE);
  }

  private void attributes(RecordCursor record, KnownTexts.@Nullable Names function) {
    boolean first = function == null;
    byte[] bean = function == null ? null : function.bean();
    if (bean != null) {
      out.raw(BEAN).raw(bean).raw('"');
    }
    if (record.hasNoArguments()) {
      key(ARGUMENTS, first).raw(NO_ARGUMENTS).raw('"');
      first = false;
    } else {
      first = sectionAttribute(ARGUMENTS, record, Section.ARGUMENTS, first);
    }
    first = sectionAttribute(RESULT, record, Section.RESULT, first);
    if (record.cut() > 0) {
      key(CUT, first).number(record.cut());
      first = false;
    }
    attributes(record.attributes(), record.bytes(), first);
  }

  private boolean sectionAttribute(
      byte[] key, RecordCursor record, Section section, boolean first) {
    if (record.length(section) == 0) {
      return first;
    }
    key(key, first);
    escaped(record, section);
    out.raw('"');
    return false;
  }

  /** The key, with its quotes, its colon and what its value begins with. */
  private ByteBuilder key(byte[] key, boolean first) {
    return first ? out.raw(key, 1, key.length - 1) : out.raw(key);
  }

  private void attributes(AttributeCursor attribute, byte[] bytes, boolean first) {
    boolean none = first;
    while (attribute.next()) {
      if (!none) {
        out.raw(',');
      }
      none = false;
      out.raw('"').escapedUtf8(bytes, attribute.keyOffset(), attribute.keyLength());
      out.raw('"').raw(':');
      value(attribute, bytes);
    }
  }

  private void value(AttributeCursor attribute, byte[] bytes) {
    switch (attribute.type()) {
      case 's' -> {
        out.raw('"').escapedUtf8(bytes, attribute.textOffset(), attribute.textLength());
        out.raw('"');
      }
      case 'l' -> out.number(attribute.bits());
      case 'b' -> out.ascii(attribute.bits() != 0 ? "true" : "false");
      default -> {
        double number = Double.longBitsToDouble(attribute.bits());
        if (Double.isFinite(number)) {
          out.ascii(Double.toString(number));
        } else {
          out.text(Double.toString(number));
        }
      }
    }
  }

  private void events(RecordCursor record) {
    boolean first = true;
    if (record.length(Section.EXCEPTION_TYPE) > 0) {
      event(EXCEPTION_EVENT, 0, EXCEPTION_EVENT.length, record.endNanos(), true);
      boolean none = sectionAttribute(EXCEPTION_TYPE, record, Section.EXCEPTION_TYPE, true);
      none = sectionAttribute(EXCEPTION_MESSAGE, record, Section.EXCEPTION_MESSAGE, none);
      sectionAttribute(EXCEPTION_STACK, record, Section.EXCEPTION_STACK, none);
      out.raw('}').raw('}');
      first = false;
    }
    for (EventCursor event = record.events(); event.next(); ) {
      event(record.bytes(), event.nameOffset(), event.nameLength(), event.nanos(), first);
      attributes(event.attributes(), record.bytes(), true);
      out.raw('}').raw('}');
      first = false;
    }
  }

  private void event(byte[] name, int from, int length, long nanos, boolean first) {
    if (!first) {
      out.raw(',');
    }
    out.raw(EVENT).escapedUtf8(name, from, length).raw('"').raw(TIMESTAMP);
    timestamp.write(out, nanos);
    out.raw(EVENT_ATTRIBUTES);
  }

  private void links(RecordCursor record) {
    boolean first = true;
    for (LinkCursor link = record.links(); link.next(); first = false) {
      out.ascii(first ? "{\"trace_id\":\"" : ",{\"trace_id\":\"");
      out.hex(link.traceHigh()).hex(link.traceLow());
      out.raw(SPAN_ID).hex(link.spanId()).raw('"');
      out.raw(FLAGS).number(link.flags()).raw('}');
    }
  }

  /** What comes before an attribute's text: a comma, the key, a colon and a quote. */
  private static byte[] textKey(String key) {
    return ascii(",\"" + key + "\":\"");
  }

  private static byte[] kind(SpanKind kind) {
    return ascii("\",\"kind\":\"" + kind.word() + "\",\"start_time\":\"");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
