package io.glimpse.zipkin;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.json.KnownTexts;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EventCursor;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON object of a span as Zipkin's version 2 has it, by the mapping that OpenTelemetry
 * has for it (specification, trace/sdk_exporters/zipkin.md): attributes become tags, events become
 * annotations, and a span that failed has the tag {@code error}, by which Zipkin knows it. What was
 * thrown stands in tags as well, since a stack trace cannot be read in an annotation. Zipkin has no
 * place for links, trace state and flags.
 */
final class SpanObjects {
  private static final byte[] TRACE_ID = ascii("{\"traceId\":\"");
  private static final byte[] ID = ascii("\",\"id\":\"");
  private static final byte[] PARENT = ascii("\",\"parentId\":\"");
  private static final byte[] NAME = ascii("\",\"name\":\"");
  private static final byte[] SERVER = ascii("\",\"kind\":\"SERVER\",\"timestamp\":");
  private static final byte[] CLIENT = ascii("\",\"kind\":\"CLIENT\",\"timestamp\":");
  private static final byte[] INTERNAL = ascii("\",\"timestamp\":");
  private static final byte[] DURATION = ascii(",\"duration\":");
  private static final byte[] SERVICE = ascii(",\"localEndpoint\":{\"serviceName\":");
  private static final byte[] ANNOTATIONS = ascii("},\"annotations\":[");
  private static final byte[] ANNOTATION = ascii("{\"timestamp\":");
  private static final byte[] VALUE = ascii(",\"value\":\"");
  private static final byte[] TAGS = ascii(",\"tags\":{");
  private static final byte[] NAME_AND_MORE = ascii("\\\":");

  private static final byte[] FUNCTION = ascii(AttributeNames.FUNCTION);
  private static final byte[] BEAN = ascii(AttributeNames.BEAN);
  private static final byte[] ARGUMENTS = ascii(AttributeNames.ARGUMENTS);
  private static final byte[] RESULT = ascii(AttributeNames.RESULT);
  private static final byte[] CUT = ascii(AttributeNames.CUT);
  private static final byte[] EXCEPTION = ascii(AttributeNames.EXCEPTION_EVENT);
  private static final byte[] TYPE = ascii(AttributeNames.EXCEPTION_TYPE);
  private static final byte[] MESSAGE = ascii(AttributeNames.EXCEPTION_MESSAGE);
  private static final byte[] STACK = ascii(AttributeNames.EXCEPTION_STACKTRACE);
  private static final byte[] ERROR = ascii("error");
  private static final byte[] ERROR_TYPE = ascii("error.type");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] NO_ARGUMENTS = ascii("{}");

  private final KnownTexts known = KnownTexts.withService("unknown_service:java");
  private final RemoteEndpoint remote = new RemoteEndpoint();
  private final ByteBuilder details = new ByteBuilder(256);

  void write(ByteBuilder out, RecordCursor record, RecordBatch.Source source) {
    KnownTexts texts = known.of(source);
    KnownTexts.Names function = record.function() < 0 ? null : texts.function(record.function());
    out.raw(TRACE_ID).hex(record.traceHigh()).hex(record.traceLow()).raw(ID).hex(record.spanId());
    if (record.parentId() != 0) {
      out.raw(PARENT).hex(record.parentId());
    }
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
    out.number(micros(record.startNanos())).raw(DURATION);
    // To Zipkin 0 would mean that the span has not ended.
    out.number(Math.max(1, micros(record.endNanos() - record.startNanos())));
    out.raw(SERVICE).raw(texts.service());
    annotations(out, record);
    if (record.spanKind() != SpanKind.INTERNAL) {
      remote.write(out, record);
    }
    int at = out.size();
    out.raw(TAGS);
    int first = out.size();
    tags(out, record, function);
    endList(out, at, first, '}');
    out.raw('}');
  }

  private static long micros(long nanos) {
    return Math.max(0, nanos / 1000);
  }

  private void annotations(ByteBuilder out, RecordCursor record) {
    int at = out.size();
    out.raw(ANNOTATIONS);
    int first = out.size();
    if (record.length(Section.EXCEPTION_TYPE) > 0) {
      out.raw(ANNOTATION).number(micros(record.endNanos())).raw(VALUE).raw(EXCEPTION);
      out.raw('"').raw('}').raw(',');
    }
    for (EventCursor event = record.events(); event.next(); ) {
      out.raw(ANNOTATION).number(micros(event.nanos())).raw(VALUE);
      details.truncate(0);
      details.raw('{');
      tags(details, event.attributes(), record.bytes(), null);
      if (details.size() == 1) {
        out.escapedUtf8(record.bytes(), event.nameOffset(), event.nameLength());
      } else {
        endList(details, 0, 0, '}');
        withDetails(out, record, event);
      }
      out.raw('"').raw('}').raw(',');
    }
    // The bracket of the endpoint before it is closed in either case.
    endList(out, at + 1, first, ']');
  }

  /** {@code "name":{…}}, once more as text. */
  private void withDetails(ByteBuilder out, RecordCursor record, EventCursor event) {
    int from = details.size();
    details.escapedUtf8(record.bytes(), event.nameOffset(), event.nameLength());
    out.raw('\\').raw('"').escapedUtf8(details.array(), from, details.size() - from);
    out.raw(NAME_AND_MORE).escapedUtf8(details.array(), 0, from);
  }

  private static void tags(
      ByteBuilder out, RecordCursor record, KnownTexts.@Nullable Names function) {
    if (function != null) {
      tag(out, record, FUNCTION, function.qualified());
      byte[] bean = function.bean();
      if (bean != null) {
        tag(out, record, BEAN, bean);
      }
    }
    if (record.hasNoArguments()) {
      tag(out, record, ARGUMENTS, NO_ARGUMENTS);
    } else {
      tag(out, record, ARGUMENTS, Section.ARGUMENTS);
    }
    tag(out, record, RESULT, Section.RESULT);
    if (record.cut() > 0 && !record.hasAttribute(CUT)) {
      key(out, CUT).number(record.cut()).raw('"').raw(',');
    }
    if (record.failed()) {
      error(out, record);
    }
    tag(out, record, TYPE, Section.EXCEPTION_TYPE);
    tag(out, record, MESSAGE, Section.EXCEPTION_MESSAGE);
    tag(out, record, STACK, Section.EXCEPTION_STACK);
    tags(out, record.attributes(), record.bytes(), record);
  }

  /** What went wrong, in the best words there are; the tag alone says already that it did. */
  private static void error(ByteBuilder out, RecordCursor record) {
    key(out, ERROR);
    if (record.length(record.statusMessage()) > 0) {
      escaped(out, record, record.statusMessage());
    } else if (record.length(Section.EXCEPTION_TYPE) > 0) {
      escaped(out, record, Section.EXCEPTION_TYPE);
    } else {
      errorType(out, record);
    }
    out.raw('"').raw(',');
  }

  private static void errorType(ByteBuilder out, RecordCursor record) {
    for (AttributeCursor each = record.attributes(); each.next(); ) {
      if (each.isKey(ERROR_TYPE) && each.type() == 's') {
        out.escapedUtf8(record.bytes(), each.textOffset(), each.textLength());
        return;
      }
    }
    out.raw(TRUE);
  }

  /** One of Glimpse's own, unless somebody has noted an attribute of the same key. */
  private static void tag(ByteBuilder out, RecordCursor record, byte[] key, byte[] value) {
    if (!record.hasAttribute(key)) {
      key(out, key).raw(value).raw('"').raw(',');
    }
  }

  private static void tag(ByteBuilder out, RecordCursor record, byte[] key, Section section) {
    if (record.length(section) > 0 && !record.hasAttribute(key)) {
      escaped(key(out, key), record, section);
      out.raw('"').raw(',');
    }
  }

  private static ByteBuilder key(ByteBuilder out, byte[] key) {
    return out.raw('"').raw(key).raw('"').raw(':').raw('"');
  }

  /**
   * Every attribute as text.
   *
   * @param span where they are the span's own, which may have an {@code error} already
   */
  private static void tags(
      ByteBuilder out, AttributeCursor attribute, byte[] bytes, @Nullable RecordCursor span) {
    boolean repeats = attribute.repeats();
    while (attribute.next()) {
      boolean misread = span != null && attribute.isKey(ERROR) && !isTold(attribute, span);
      if (!misread && !(repeats && attribute.comesAgain())) {
        out.raw('"').escapedUtf8(bytes, attribute.keyOffset(), attribute.keyLength());
        value(out.raw('"').raw(':').raw('"'), attribute, bytes);
        out.raw('"').raw(',');
      }
    }
  }

  /**
   * Whether an {@code error} that was noted by hand may be told: not beside our own, and not where
   * it says that there was none, which Zipkin would take for one.
   */
  private static boolean isTold(AttributeCursor error, RecordCursor span) {
    boolean none =
        switch (error.type()) {
          case 's' -> error.isText(FALSE);
          case 'b' -> error.bits() == 0;
          default -> false;
        };
    return !span.failed() && !none;
  }

  private static void value(ByteBuilder out, AttributeCursor attribute, byte[] bytes) {
    switch (attribute.type()) {
      case 's' -> out.escapedUtf8(bytes, attribute.textOffset(), attribute.textLength());
      case 'l' -> out.number(attribute.bits());
      case 'b' -> out.raw(attribute.bits() != 0 ? TRUE : FALSE);
      default -> out.ascii(Double.toString(Double.longBitsToDouble(attribute.bits())));
    }
  }

  /** The last comma becomes the end; of what is empty nothing from {@code at} on is left. */
  private static void endList(ByteBuilder out, int at, int first, char end) {
    if (out.size() == first) {
      out.truncate(at);
    } else {
      out.truncate(out.size() - 1);
      out.raw(end);
    }
  }

  private static void escaped(ByteBuilder out, RecordCursor record, Section section) {
    out.escapedUtf8(record.bytes(), record.offset(section), record.length(section));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
