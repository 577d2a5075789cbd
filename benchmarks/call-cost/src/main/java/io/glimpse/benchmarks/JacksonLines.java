package io.glimpse.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The same lines by Jackson-core's generator, as somebody would write them who knows both: read
 * from the same memory, names of fields and functions prepared once, text handed over as UTF-8,
 * ids, times and durations through a reused array, one generator for a batch.
 */
final class JacksonLines implements LineEncoder {
  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final long SECOND = 1_000_000_000L;

  private static final SerializableString RECORD_TYPE = new SerializedString("record_type");
  private static final SerializableString ENTRY_ID = new SerializedString("entry_id");
  private static final SerializableString CALL_ID = new SerializedString("call_id");
  private static final SerializableString TRACE_ID = new SerializedString("trace_id");
  private static final SerializableString SPAN_ID = new SerializedString("span_id");
  private static final SerializableString PARENT = new SerializedString("parent_span_id");
  private static final SerializableString FUNCTION = new SerializedString("function");
  private static final SerializableString LEVEL = new SerializedString("level");
  private static final SerializableString STAGE = new SerializedString("stage");
  private static final SerializableString TIMESTAMP = new SerializedString("timestamp");
  private static final SerializableString ARGS = new SerializedString("args");
  private static final SerializableString RESULT = new SerializedString("result");
  private static final SerializableString DURATION = new SerializedString("duration_ms");
  private static final SerializableString EXCEPTION = new SerializedString("exception");
  private static final SerializableString THREAD = new SerializedString("thread");
  private static final SerializableString TRACE_STATE = new SerializedString("trace_state");
  private static final SerializableString FLAGS = new SerializedString("flags");
  private static final SerializableString NAME = new SerializedString("name");
  private static final SerializableString KIND = new SerializedString("kind");
  private static final SerializableString START_TIME = new SerializedString("start_time");
  private static final SerializableString END_TIME = new SerializedString("end_time");
  private static final SerializableString STATUS = new SerializedString("status");
  private static final SerializableString MESSAGE = new SerializedString("status_message");
  private static final SerializableString ATTRIBUTES = new SerializedString("attributes");
  private static final SerializableString EVENTS = new SerializedString("events");
  private static final SerializableString LINKS = new SerializedString("links");
  private static final SerializableString SERVICE = new SerializedString("service");
  private static final SerializableString LOG_ENTRY = new SerializedString("log_entry");
  private static final SerializableString SPAN = new SerializedString("span");
  private static final SerializableString INFO = new SerializedString("INFO");
  private static final SerializableString ERROR = new SerializedString("ERROR");

  private final JsonFactory factory = new JsonFactory();
  private final GrowingBytes out = new GrowingBytes();
  private final char[] digits = new char[40];
  private SerializableString[] qualified = new SerializableString[0];
  private SerializableString[] shortNames = new SerializableString[0];
  private long knownSecond = Long.MIN_VALUE;
  private final char[] time = new char[27];

  @Override
  public int encode(RecordBatch batch) {
    out.reset();
    RecordBatch.Source source = batch.source();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (RecordCursor record = batch.cursor(); record.next(); ) {
        if (record.kind().entries() > 0) {
          entry(json, record, source);
        }
        if (record.kind().spans() > 0) {
          span(json, record, source);
        }
      }
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }

  @Override
  public byte[] bytes() {
    return out.array();
  }

  private void entry(JsonGenerator json, RecordCursor record, RecordBatch.Source source)
      throws IOException {
    RecordKind kind = record.kind();
    json.writeStartObject();
    field(json, RECORD_TYPE, LOG_ENTRY);
    json.writeFieldName(ENTRY_ID);
    json.writeString(source.instance() + "-" + record.entryNumber());
    id(json, CALL_ID, record.spanId());
    ids(json, record);
    json.writeFieldName(FUNCTION);
    if (record.function() < 0) {
      text(json, record, Section.NAME);
    } else {
      json.writeString(names(record.function(), source.functions(), true));
    }
    field(json, LEVEL, kind == RecordKind.EXCEPTION ? ERROR : INFO);
    json.writeFieldName(STAGE);
    json.writeString(kind.name());
    json.writeFieldName(TIMESTAMP);
    time(json, kind == RecordKind.START ? record.startNanos() : record.endNanos());
    json.writeFieldName(ARGS);
    if (kind != RecordKind.END && record.hasNoArguments()) {
      json.writeStartObject();
      json.writeEndObject();
    } else {
      raw(json, record, Section.ARGUMENTS, kind != RecordKind.END);
    }
    json.writeFieldName(RESULT);
    raw(json, record, Section.RESULT, kind == RecordKind.END);
    json.writeFieldName(DURATION);
    if (kind == RecordKind.START) {
      json.writeNull();
    } else {
      duration(json, record);
    }
    json.writeFieldName(EXCEPTION);
    if (kind == RecordKind.EXCEPTION) {
      json.writeString(
          record.text(Section.EXCEPTION_TYPE) + ": " + record.text(Section.EXCEPTION_MESSAGE));
    } else {
      json.writeNull();
    }
    json.writeFieldName(THREAD);
    json.writeString(source.functions().thread(record.thread()));
    json.writeEndObject();
  }

  private void span(JsonGenerator json, RecordCursor record, RecordBatch.Source source)
      throws IOException {
    FunctionName function =
        record.function() < 0 ? null : source.functions().get(record.function());
    json.writeStartObject();
    field(json, RECORD_TYPE, SPAN);
    ids(json, record);
    json.writeFieldName(TRACE_STATE);
    textOrNull(json, record, Section.TRACE_STATE);
    json.writeFieldName(FLAGS);
    json.writeNumber(record.flags());
    json.writeFieldName(NAME);
    if (function == null) {
      text(json, record, Section.NAME);
    } else {
      json.writeString(names(record.function(), source.functions(), false));
    }
    json.writeFieldName(KIND);
    json.writeString(record.spanKind().word());
    json.writeFieldName(START_TIME);
    time(json, record.startNanos());
    json.writeFieldName(END_TIME);
    time(json, record.endNanos());
    json.writeFieldName(DURATION);
    duration(json, record);
    json.writeFieldName(STATUS);
    json.writeString(record.failed() ? "error" : "ok");
    json.writeFieldName(MESSAGE);
    boolean said = record.length(Section.STATUS_MESSAGE) > 0;
    textOrNull(json, record, said ? Section.STATUS_MESSAGE : Section.EXCEPTION_MESSAGE);
    json.writeFieldName(ATTRIBUTES);
    json.writeStartObject();
    attributes(json, record, function, source.functions());
    json.writeEndObject();
    json.writeFieldName(EVENTS);
    json.writeStartArray();
    events(json, record);
    json.writeEndArray();
    json.writeFieldName(LINKS);
    json.writeStartArray();
    for (LinkCursor link = record.links(); link.next(); ) {
      json.writeStartObject();
      traceId(json, link.traceHigh(), link.traceLow());
      id(json, SPAN_ID, link.spanId());
      json.writeFieldName(FLAGS);
      json.writeNumber(link.flags());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName(SERVICE);
    json.writeString(source.service());
    json.writeEndObject();
  }

  private void attributes(
      JsonGenerator json, RecordCursor record, @Nullable FunctionName function, NameTable table)
      throws IOException {
    if (function != null) {
      json.writeFieldName(AttributeNames.FUNCTION);
      json.writeString(names(record.function(), table, true));
    }
    if (record.hasNoArguments()) {
      json.writeFieldName(AttributeNames.ARGUMENTS);
      json.writeString("{}");
    } else {
      section(json, AttributeNames.ARGUMENTS, record, Section.ARGUMENTS);
    }
    section(json, AttributeNames.RESULT, record, Section.RESULT);
    attributes(json, record.attributes(), record.bytes());
  }

  private static void attributes(JsonGenerator json, AttributeCursor attribute, byte[] bytes)
      throws IOException {
    while (attribute.next()) {
      json.writeFieldName(attribute.key());
      switch (attribute.type()) {
        case 's' -> json.writeUTF8String(bytes, attribute.textOffset(), attribute.textLength());
        case 'l' -> json.writeNumber(attribute.bits());
        case 'b' -> json.writeBoolean(attribute.bits() != 0);
        default -> json.writeNumber(Double.longBitsToDouble(attribute.bits()));
      }
    }
  }

  private void events(JsonGenerator json, RecordCursor record) throws IOException {
    if (record.length(Section.EXCEPTION_TYPE) > 0) {
      beginEvent(json, AttributeNames.EXCEPTION_EVENT, record.endNanos());
      section(json, AttributeNames.EXCEPTION_TYPE, record, Section.EXCEPTION_TYPE);
      section(json, AttributeNames.EXCEPTION_MESSAGE, record, Section.EXCEPTION_MESSAGE);
      section(json, AttributeNames.EXCEPTION_STACKTRACE, record, Section.EXCEPTION_STACK);
      json.writeEndObject();
      json.writeEndObject();
    }
    for (EventCursor event = record.events(); event.next(); ) {
      beginEvent(json, event.name(), event.nanos());
      attributes(json, event.attributes(), record.bytes());
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void beginEvent(JsonGenerator json, String name, long nanos) throws IOException {
    json.writeStartObject();
    json.writeFieldName(NAME);
    json.writeString(name);
    json.writeFieldName(TIMESTAMP);
    time(json, nanos);
    json.writeFieldName(ATTRIBUTES);
    json.writeStartObject();
  }

  private void ids(JsonGenerator json, RecordCursor record) throws IOException {
    traceId(json, record.traceHigh(), record.traceLow());
    id(json, SPAN_ID, record.spanId());
    if (record.parentId() == 0) {
      json.writeFieldName(PARENT);
      json.writeNull();
    } else {
      id(json, PARENT, record.parentId());
    }
  }

  private void traceId(JsonGenerator json, long high, long low) throws IOException {
    json.writeFieldName(TRACE_ID);
    hex(0, high);
    hex(16, low);
    json.writeString(digits, 0, 32);
  }

  private void id(JsonGenerator json, SerializableString name, long id) throws IOException {
    json.writeFieldName(name);
    hex(0, id);
    json.writeString(digits, 0, 16);
  }

  private void hex(int at, long value) {
    for (int i = 0; i < 16; i++) {
      digits[at + i] = HEX[(int) (value >>> (60 - 4 * i)) & 15];
    }
  }

  private void time(JsonGenerator json, long epochNanos) throws IOException {
    long second = Math.floorDiv(epochNanos, SECOND);
    if (second != knownSecond) {
      Instant.ofEpochSecond(second).toString().getChars(0, 19, time, 0);
      time[19] = '.';
      time[26] = 'Z';
      knownSecond = second;
    }
    padded(time, 20, Math.floorMod(epochNanos, SECOND) / 1000);
    json.writeString(time, 0, time.length);
  }

  private static void padded(char[] to, int at, long value) {
    int rest = (int) value;
    for (int i = at + 5; i >= at; i--) {
      to[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void duration(JsonGenerator json, RecordCursor record) throws IOException {
    long nanos = Math.max(0, record.endNanos() - record.startNanos());
    String whole = Long.toString(nanos / 1_000_000);
    whole.getChars(0, whole.length(), digits, 0);
    digits[whole.length()] = '.';
    padded(digits, whole.length() + 1, nanos % 1_000_000);
    json.writeNumber(digits, 0, whole.length() + 7);
  }

  private static void field(JsonGenerator json, SerializableString name, SerializableString value)
      throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }

  private static void section(JsonGenerator json, String name, RecordCursor record, Section section)
      throws IOException {
    if (record.length(section) > 0) {
      json.writeFieldName(name);
      text(json, record, section);
    }
  }

  private static void text(JsonGenerator json, RecordCursor record, Section section)
      throws IOException {
    json.writeUTF8String(record.bytes(), record.offset(section), record.length(section));
  }

  private static void textOrNull(JsonGenerator json, RecordCursor record, Section section)
      throws IOException {
    if (record.length(section) == 0) {
      json.writeNull();
    } else {
      text(json, record, section);
    }
  }

  /** Already JSON; Jackson takes that as text only. */
  private static void raw(JsonGenerator json, RecordCursor record, Section section, boolean wanted)
      throws IOException {
    int length = record.length(section);
    if (wanted && length > 0) {
      json.writeRawValue(
          new String(record.bytes(), record.offset(section), length, StandardCharsets.UTF_8));
    } else {
      json.writeNull();
    }
  }

  private SerializableString names(int function, NameTable table, boolean full) {
    if (function >= qualified.length) {
      int size = table.size();
      qualified = new SerializableString[size];
      shortNames = new SerializableString[size];
      for (int i = 0; i < size; i++) {
        qualified[i] = new SerializedString(table.get(i).qualified());
        shortNames[i] = new SerializedString(table.get(i).shortName());
      }
    }
    return full ? qualified[function] : shortNames[function];
  }
}
