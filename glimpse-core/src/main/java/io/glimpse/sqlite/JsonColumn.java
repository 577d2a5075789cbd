package io.glimpse.sqlite;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.json.KnownTexts;
import io.glimpse.record.AttributeCursor;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.LinkCursor;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.Section;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has no columns of its own, as JSON text, so that SQLite's functions can look into it.
 * Written from a record's bytes into a row's.
 */
final class JsonColumn {
  private static final byte[] FUNCTION = key(AttributeNames.FUNCTION);
  private static final byte[] BEAN = key(AttributeNames.BEAN);
  private static final byte[] ARGUMENTS = key(AttributeNames.ARGUMENTS);
  private static final byte[] RESULT = key(AttributeNames.RESULT);
  private static final byte[] CUT = key(AttributeNames.CUT);
  private static final byte[] TYPE = key(AttributeNames.EXCEPTION_TYPE);
  private static final byte[] MESSAGE = key(AttributeNames.EXCEPTION_MESSAGE);
  private static final byte[] STACK = key(AttributeNames.EXCEPTION_STACKTRACE);
  private static final byte[] NO_ARGUMENTS = {'{', '}'};

  private ByteBuilder out = new ByteBuilder(0);
  private boolean first;

  /** A span's own attributes, and those that were given to it. */
  void span(ByteBuilder to, RecordCursor record, KnownTexts.@Nullable Names function) {
    begin(to);
    if (function != null && isFree(FUNCTION, record)) {
      text(FUNCTION, function.qualified());
    }
    if (function != null && function.bean() != null && isFree(BEAN, record)) {
      text(BEAN, function.bean());
    }
    if (isFree(ARGUMENTS, record)) {
      if (record.hasNoArguments()) {
        text(ARGUMENTS, NO_ARGUMENTS);
      } else {
        section(ARGUMENTS, record, Section.ARGUMENTS);
      }
    }
    if (isFree(RESULT, record)) {
      section(RESULT, record, Section.RESULT);
    }
    if (record.cut() > 0 && isFree(CUT, record)) {
      next().raw(CUT).number(record.cut());
    }
    attributes(record.attributes(), record.bytes());
    out.raw('}');
  }

  /** Whether no attribute was given under this key; one that was stands for Glimpse's own. */
  private static boolean isFree(byte[] key, RecordCursor record) {
    byte[] bytes = record.bytes();
    for (AttributeCursor each = record.attributes(); each.next(); ) {
      int from = each.keyOffset();
      // A key has its quotes and its colon here.
      if (Arrays.equals(bytes, from, from + each.keyLength(), key, 1, key.length - 2)) {
        return false;
      }
    }
    return true;
  }

  /** Those of the event that a throw adds. */
  void exception(ByteBuilder to, RecordCursor record) {
    begin(to);
    section(TYPE, record, Section.EXCEPTION_TYPE);
    section(MESSAGE, record, Section.EXCEPTION_MESSAGE);
    next().raw(STACK).raw('"');
    escaped(
        record.bytes(),
        record.offset(Section.EXCEPTION_STACK),
        record.length(Section.EXCEPTION_STACK));
    out.raw('}');
  }

  /** Those of any other event. */
  void event(ByteBuilder to, AttributeCursor attributes, byte[] bytes) {
    begin(to);
    attributes(attributes, bytes);
    out.raw('}');
  }

  private void begin(ByteBuilder to) {
    out = to;
    out.raw('{');
    first = true;
  }

  private ByteBuilder next() {
    if (!first) {
      out.raw(',');
    }
    first = false;
    return out;
  }

  private void section(byte[] key, RecordCursor record, Section section) {
    int length = record.length(section);
    if (length > 0) {
      next().raw(key).raw('"');
      escaped(record.bytes(), record.offset(section), length);
    }
  }

  private void text(byte[] key, byte[] text) {
    next().raw(key).raw('"');
    escaped(text, 0, text.length);
  }

  private void escaped(byte[] bytes, int from, int length) {
    out.escapedUtf8(bytes, from, length).raw('"');
  }

  private void attributes(AttributeCursor attribute, byte[] bytes) {
    while (attribute.next()) {
      next().raw('"');
      escaped(bytes, attribute.keyOffset(), attribute.keyLength());
      out.raw(':');
      value(attribute, bytes);
    }
  }

  private void value(AttributeCursor attribute, byte[] bytes) {
    switch (attribute.type()) {
      case 's' -> {
        out.raw('"');
        escaped(bytes, attribute.textOffset(), attribute.textLength());
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

  static void links(ByteBuilder out, RecordCursor record) {
    out.raw('[');
    boolean first = true;
    for (LinkCursor link = record.links(); link.next(); first = false) {
      out.ascii(first ? "{\"trace_id\":\"" : ",{\"trace_id\":\"");
      out.hex(link.traceHigh()).hex(link.traceLow());
      out.ascii("\",\"span_id\":\"").hex(link.spanId());
      out.ascii("\",\"flags\":").number(link.flags()).raw('}');
    }
    out.raw(']');
  }

  private static byte[] key(String name) {
    return ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
  }
}
