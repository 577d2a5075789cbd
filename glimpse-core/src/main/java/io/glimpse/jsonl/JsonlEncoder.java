package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EventCursor;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LinkCursor;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  private static final byte[] INFO_START = ascii("\",\"level\":\"INFO\",\"stage\":\"START\"");
  private static final byte[] INFO_END = ascii("\",\"level\":\"INFO\",\"stage\":\"END\"");
  private static final byte[] ERROR = ascii("\",\"level\":\"ERROR\",\"stage\":\"EXCEPTION\"");
  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
  private static final byte[] ARGS = ascii("\",\"args\":");
  private static final byte[] RESULT = ascii(",\"result\":");
  private static final byte[] DURATION = ascii(",\"duration_ms\":");
  private static final byte[] EXCEPTION = ascii(",\"exception\":");
  private static final byte[] THREAD = ascii(",\"thread\":\"");
  private static final byte[] END_OF_LINE = ascii("}\n");
  private static final byte[] NULL = ascii("null");
  private static final byte[] NO_ARGUMENTS = ascii("{}");

  private static final byte[] SPAN = ascii("{\"record_type\":\"span\",\"trace_id\":\"");
  private static final byte[] TRACE_STATE = ascii(",\"trace_state\":");
  private static final byte[] FLAGS = ascii(",\"flags\":");
  private static final byte[] NAME = ascii(",\"name\":\"");
  private static final byte[] KIND = ascii("\",\"kind\":\"");
  private static final byte[] START_TIME = ascii("\",\"start_time\":\"");
  private static final byte[] END_TIME = ascii("\",\"end_time\":\"");
  private static final byte[] OK = ascii(",\"status\":\"ok\"");
  private static final byte[] FAILED = ascii(",\"status\":\"error\"");
  private static final byte[] STATUS_MESSAGE = ascii(",\"status_message\":");
  private static final byte[] ATTRIBUTES = ascii(",\"attributes\":{");
  private static final byte[] EVENTS = ascii("},\"events\":[");
  private static final byte[] LINKS = ascii("],\"links\":[");
  private static final byte[] SERVICE = ascii("],\"service\":");

  private final ByteBuilder out;
  private final Timestamp timestamp = new Timestamp();

  /** The names of one table's functions, by index; another Glimpse brings another table. */
  private Names[] names = new Names[16];

  private @Nullable NameTable table;

  /** A function's names as they stand between quotes. */
  private static final class Names {
    final byte[] qualified;
    final byte[] shortName;
    final byte @Nullable [] bean;

    Names(FunctionName name) {
      this.qualified = escaped(name.qualified());
      this.shortName = escaped(name.shortName());
      this.bean = name.bean() == null ? null : escaped(name.bean());
    }
  }

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
    out.raw(ENTRY).ascii(source.instance()).raw('-').number(record.entryNumber());
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
      out.raw(names(record.function(), source).qualified);
    }
    out.raw(kind == RecordKind.START ? INFO_START : kind == RecordKind.END ? INFO_END : ERROR);
    out.raw(TIMESTAMP);
    timestamp.write(out, kind == RecordKind.START ? record.startNanos() : record.endNanos());
    out.raw(ARGS);
    if (record.hasNoArguments() && kind != RecordKind.END) {
      out.raw(NO_ARGUMENTS);
    } else {
      json(record, Section.ARGUMENTS, kind != RecordKind.END);
    }
    out.raw(RESULT);
    json(record, Section.RESULT, kind == RecordKind.END);
    out.raw(DURATION);
    if (kind == RecordKind.START) {
      out.raw(NULL);
    } else {
      duration(record);
    }
    out.raw(EXCEPTION);
    if (kind == RecordKind.EXCEPTION) {
      exception(record);
    } else {
      out.raw(NULL);
    }
    out.raw(THREAD);
    thread(record, source);
    out.raw('"').raw(END_OF_LINE);
  }

  private void thread(RecordCursor record, RecordBatch.Source source) {
    int index = record.thread();
    if (index == NameTable.UNKNOWN) {
      escaped(record, Section.THREAD);
    } else {
      String name = source.functions().thread(index);
      out.escaped(name, 0, name.length());
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

  private void json(RecordCursor record, Section section, boolean wanted) {
    int length = record.length(section);
    if (wanted && length > 0) {
      out.raw(record.bytes(), record.offset(section), length);
    } else {
      out.raw(NULL);
    }
  }

  private void exception(RecordCursor record) {
    out.raw('"');
    escaped(record, Section.EXCEPTION_TYPE);
    if (record.length(Section.EXCEPTION_MESSAGE) > 0) {
      out.raw(':').raw(' ');
      escaped(record, Section.EXCEPTION_MESSAGE);
    }
    out.raw('"');
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
    Names function = record.function() < 0 ? null : names(record.function(), source);
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
      out.raw(function.shortName);
    }
    out.raw(KIND).ascii(record.spanKind().word());
    out.raw(START_TIME);
    timestamp.write(out, record.startNanos());
    out.raw(END_TIME);
    timestamp.write(out, record.endNanos());
    out.raw('"').raw(DURATION);
    duration(record);
    out.raw(record.failed() ? FAILED : OK);
    out.raw(STATUS_MESSAGE);
    boolean said = record.length(Section.STATUS_MESSAGE) > 0;
    textOrNull(record, said ? Section.STATUS_MESSAGE : Section.EXCEPTION_MESSAGE);
    out.raw(ATTRIBUTES);
    attributes(record, function);
    out.raw(EVENTS);
    events(record);
    out.raw(LINKS);
    links(record);
    out.raw(SERVICE);
    String service = source.service();
    if (service == null) {
      out.raw(NULL);
    } else {
      out.text(service);
    }
    out.raw(END_OF_LINE);
  }

  private void attributes(RecordCursor record, @Nullable Names function) {
    boolean first = true;
    if (function != null) {
      first = textAttribute(AttributeNames.FUNCTION, function.qualified, first);
      if (function.bean != null) {
        first = textAttribute(AttributeNames.BEAN, function.bean, first);
      }
    }
    if (record.hasNoArguments()) {
      first = textAttribute(AttributeNames.ARGUMENTS, NO_ARGUMENTS, first);
    } else {
      first = sectionAttribute(AttributeNames.ARGUMENTS, record, Section.ARGUMENTS, first);
    }
    first = sectionAttribute(AttributeNames.RESULT, record, Section.RESULT, first);
    if (record.cut() > 0) {
      key(AttributeNames.CUT, first).number(record.cut());
      first = false;
    }
    attributes(record.attributes(), record.bytes(), first);
  }

  private boolean textAttribute(String key, byte[] escaped, boolean first) {
    key(key, first).raw('"').raw(escaped).raw('"');
    return false;
  }

  private boolean sectionAttribute(
      String key, RecordCursor record, Section section, boolean first) {
    if (record.length(section) == 0) {
      return first;
    }
    key(key, first).raw('"');
    escaped(record, section);
    out.raw('"');
    return false;
  }

  private ByteBuilder key(String key, boolean first) {
    if (!first) {
      out.raw(',');
    }
    return out.raw('"').ascii(key).raw('"').raw(':');
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
      event(AttributeNames.EXCEPTION_EVENT, record.endNanos(), true);
      boolean none =
          sectionAttribute(AttributeNames.EXCEPTION_TYPE, record, Section.EXCEPTION_TYPE, true);
      none =
          sectionAttribute(
              AttributeNames.EXCEPTION_MESSAGE, record, Section.EXCEPTION_MESSAGE, none);
      sectionAttribute(AttributeNames.EXCEPTION_STACKTRACE, record, Section.EXCEPTION_STACK, none);
      out.raw('}').raw('}');
      first = false;
    }
    for (EventCursor event = record.events(); event.next(); ) {
      event(event.name(), event.nanos(), first);
      attributes(event.attributes(), record.bytes(), true);
      out.raw('}').raw('}');
      first = false;
    }
  }

  private void event(String name, long nanos, boolean first) {
    if (!first) {
      out.raw(',');
    }
    out.ascii("{\"name\":").text(name).raw(TIMESTAMP);
    timestamp.write(out, nanos);
    out.raw('"').raw(ATTRIBUTES);
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

  private Names names(int function, RecordBatch.Source source) {
    if (source.functions() != table) {
      table = source.functions();
      names = new Names[16];
    }
    if (function >= names.length) {
      names = Arrays.copyOf(names, Math.max(function + 1, names.length * 2));
    }
    Names known = names[function];
    if (known == null) {
      known = new Names(source.functions().get(function));
      names[function] = known;
    }
    return known;
  }

  private static byte[] escaped(String text) {
    ByteBuilder builder = new ByteBuilder(text.length() + 16);
    builder.escaped(text, 0, text.length());
    return Arrays.copyOf(builder.array(), builder.size());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
