package io.glimpse.sqlite;

import static io.glimpse.sqlite.Column.millis;
import static io.glimpse.sqlite.Column.number;
import static io.glimpse.sqlite.Column.oneOf;
import static io.glimpse.sqlite.Column.text;
import static io.glimpse.sqlite.Column.textOrNull;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.buffer.Timestamp;
import io.glimpse.json.KnownTexts;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EventCursor;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a batch into the tables. A record that is there already is left as it is, so
 * a batch whose end nobody saw may be put again.
 *
 * <p>A record's bytes become a row's bytes, without a {@code String} in between. Each of the three
 * tables has its {@link PackedRows}, with the columns in the order in which they are written here.
 */
final class Rows implements AutoCloseable {
  private static final int SPAN_ID = 16;
  private static final int TRACE_ID = 32;
  private static final int TIME = 27;

  /** What a row is marked with: the stage or the kind in the lowest two bits. */
  private static final int STAGE = 3;

  private static final int KIND = 3;
  private static final int FAILED = 4;
  private static final int NO_PARENT = 8;
  private static final int NO_DURATION = 16;
  private static final int NO_IDS = 32;

  private static final List<Column> ENTRY =
      List.of(
          text("entry_id"),
          text("call_id", SPAN_ID),
          text("trace_id", TRACE_ID).unless(NO_IDS),
          text("span_id", SPAN_ID).unless(NO_IDS),
          text("parent_span_id", SPAN_ID).unless(NO_PARENT),
          oneOf("level", STAGE, "INFO", "INFO", "ERROR"),
          text("function"),
          textOrNull("args"),
          oneOf("stage", STAGE, "START", "END", "EXCEPTION"),
          text("timestamp", TIME),
          textOrNull("result"),
          millis("duration_ms").unless(NO_DURATION),
          textOrNull("exception"),
          text("thread"));

  private static final List<Column> SPAN =
      List.of(
          text("trace_id", TRACE_ID),
          text("span_id", SPAN_ID),
          text("parent_span_id", SPAN_ID).unless(NO_PARENT),
          textOrNull("trace_state"),
          number("flags"),
          text("name"),
          textOrNull("function"),
          oneOf("kind", KIND, "internal", "server", "client"),
          text("start_time", TIME),
          text("end_time", TIME),
          millis("duration_ms"),
          oneOf("status", FAILED, "ok", "error"),
          textOrNull("status_message"),
          text("attributes"),
          text("links"),
          textOrNull("service"));

  private static final List<Column> EVENT =
      List.of(
          text("trace_id", TRACE_ID),
          text("span_id", SPAN_ID),
          number("position"),
          text("name"),
          text("timestamp", TIME),
          text("attributes"));

  private static final byte[] EXCEPTION = utf8(AttributeNames.EXCEPTION_EVENT);
  private static final byte[] FUNCTION = utf8(AttributeNames.FUNCTION);
  private static final byte[] NO_ARGUMENTS = {'{', '}'};

  private final KnownTexts names = KnownTexts.asTheyAre();
  private final Timestamp timestamp = new Timestamp();
  private final JsonColumn json = new JsonColumn();
  private final PackedRows entries;
  private final PackedRows spans;
  private final PackedRows events;

  Rows(Connection connection) throws SQLException {
    this.entries = new PackedRows(connection, "trace_entries", ENTRY);
    this.spans = new PackedRows(connection, "spans", SPAN);
    this.events = new PackedRows(connection, "span_events", EVENT);
  }

  void insert(RecordBatch batch) throws SQLException {
    KnownTexts unused = names.of(batch.source());
    for (RecordCursor record = batch.cursor(); record.next(); ) {
      RecordKind kind = record.kind();
      if (kind.entries() > 0) {
        entry(record, kind, batch.source().traceIds());
      }
      if (kind.spans() > 0) {
        span(record);
      }
    }
    entries.insert();
    spans.insert();
    events.insert();
  }

  /** Drops what an insertion that failed has left. */
  void forget() {
    entries.forget();
    spans.forget();
    events.forget();
  }

  private void entry(RecordCursor record, RecordKind kind, boolean ids) throws SQLException {
    PackedRows row = entries;
    ByteBuilder text = row.text();
    ByteBuilder fixed = row.fixed();
    int marks = stage(kind);
    text.raw(names.instance()).raw('-').number(record.entryNumber());
    row.end();
    fixed.hex(record.spanId());
    if (ids) {
      ids(fixed, record);
      marks |= parent(row, record);
    } else {
      row.none(TRACE_ID + 2 * SPAN_ID);
      marks |= NO_IDS | NO_PARENT;
    }
    if (record.function() < 0) {
      section(row, record, Section.NAME);
    } else {
      text.raw(names.function(record.function()).qualified());
      row.end();
    }
    if (kind != RecordKind.END) {
      arguments(row, record);
    } else {
      row.end();
    }
    timestamp.write(fixed, kind == RecordKind.START ? record.startNanos() : record.endNanos());
    if (kind == RecordKind.END) {
      section(row, record, Section.RESULT);
    } else {
      row.end();
    }
    if (kind == RecordKind.START) {
      row.none(Column.NUMBER);
      marks |= NO_DURATION;
    } else {
      row.number(record.endNanos() - record.startNanos());
    }
    if (kind == RecordKind.EXCEPTION) {
      exception(row, record);
    } else {
      row.end();
    }
    if (record.thread() == NameTable.UNKNOWN) {
      section(row, record, Section.THREAD);
    } else {
      text.raw(names.thread(record.thread()));
      row.end();
    }
    row.endRow(marks);
  }

  private static int stage(RecordKind kind) {
    return switch (kind) {
      case START -> 0;
      case END -> 1;
      default -> 2;
    };
  }

  private static int kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> 0;
      case SERVER -> 1;
      case CLIENT -> 2;
    };
  }

  private static void arguments(PackedRows row, RecordCursor record) {
    if (record.hasNoArguments()) {
      row.text().raw(NO_ARGUMENTS);
      row.end();
    } else {
      section(row, record, Section.ARGUMENTS);
    }
  }

  private static void exception(PackedRows row, RecordCursor record) {
    append(row, record, Section.EXCEPTION_TYPE);
    if (record.length(Section.EXCEPTION_MESSAGE) > 0) {
      row.text().raw(':').raw(' ');
      append(row, record, Section.EXCEPTION_MESSAGE);
    }
    row.end();
  }

  private void span(RecordCursor record) throws SQLException {
    KnownTexts.Names function = record.function() < 0 ? null : names.function(record.function());
    PackedRows row = spans;
    ByteBuilder text = row.text();
    ByteBuilder fixed = row.fixed();
    ids(fixed, record);
    int marks = kind(record.spanKind()) | (record.failed() ? FAILED : 0) | parent(row, record);
    section(row, record, Section.TRACE_STATE);
    row.number(record.flags());
    if (function == null) {
      section(row, record, Section.NAME);
    } else {
      text.raw(function.shortName());
      row.end();
    }
    function(text, record, function);
    row.end();
    timestamp.write(fixed, record.startNanos());
    timestamp.write(fixed, record.endNanos());
    row.number(record.endNanos() - record.startNanos());
    boolean said = record.length(Section.STATUS_MESSAGE) > 0;
    section(row, record, said ? Section.STATUS_MESSAGE : Section.EXCEPTION_MESSAGE);
    json.span(text, record, function);
    row.end();
    JsonColumn.links(text, record);
    row.end();
    text.raw(names.service());
    row.end();
    row.endRow(marks);
    events(record);
  }

  /** Its own, unless an attribute says something else. */
  private static void function(
      ByteBuilder text, RecordCursor record, KnownTexts.@Nullable Names function) {
    byte[] bytes = record.bytes();
    for (AttributeCursor each = record.attributes(); each.next(); ) {
      int from = each.keyOffset();
      if (each.type() == 's'
          && Arrays.equals(bytes, from, from + each.keyLength(), FUNCTION, 0, FUNCTION.length)) {
        text.raw(bytes, each.textOffset(), each.textLength());
        return;
      }
    }
    if (function != null) {
      text.raw(function.qualified());
    }
  }

  private void events(RecordCursor record) throws SQLException {
    PackedRows row = events;
    int position = 0;
    if (record.length(Section.EXCEPTION_TYPE) > 0) {
      beginEvent(record, position++, record.endNanos());
      row.text().raw(EXCEPTION);
      row.end();
      json.exception(row.text(), record);
      row.end();
      row.endRow(0);
    }
    for (EventCursor event = record.events(); event.next(); ) {
      beginEvent(record, position++, event.nanos());
      row.text().raw(record.bytes(), event.nameOffset(), event.nameLength());
      row.end();
      json.event(row.text(), event.attributes(), record.bytes());
      row.end();
      row.endRow(0);
    }
  }

  private void beginEvent(RecordCursor record, int position, long nanos) {
    ids(events.fixed(), record);
    events.number(position);
    timestamp.write(events.fixed(), nanos);
  }

  private static void ids(ByteBuilder out, RecordCursor record) {
    out.hex(record.traceHigh()).hex(record.traceLow()).hex(record.spanId());
  }

  private static int parent(PackedRows row, RecordCursor record) {
    row.fixed().hex(record.parentId());
    return record.parentId() == 0 ? NO_PARENT : 0;
  }

  private static void section(PackedRows row, RecordCursor record, Section section) {
    append(row, record, section);
    row.end();
  }

  private static void append(PackedRows row, RecordCursor record, Section section) {
    row.text().raw(record.bytes(), record.offset(section), record.length(section));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws SQLException {
    entries.close();
    spans.close();
    events.close();
  }
}
