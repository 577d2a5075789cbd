package io.glimpse.render;

import io.glimpse.buffer.ByteBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes values that have no parts: numbers, text, enum names, JDK dates, UUID.
 *
 * <p>A class is recognised by identity, never by {@code instanceof}, unless nobody outside the JDK
 * can extend it; an enum's {@code name()} is final. Every writer answers how many characters it
 * used.
 */
final class Scalars {
  /** The answer for a value that is no scalar; nothing was written then. */
  static final int NOT_ONE = -1;

  private static final byte[] NULL = Json.bytes("null");
  private static final byte[] TRUE = Json.bytes("true");
  private static final byte[] FALSE = Json.bytes("false");

  /**
   * Beyond these a number costs its writer and its readers more than it tells: about 308 digits.
   */
  private static final int LARGEST_BITS = 1024;

  private static final int LARGEST_SCALE = 1024;

  /** Final classes, or closed to strangers, whose toString calls nothing but the JDK. */
  private static final Set<Class<?>> SPEAK_FOR_THEMSELVES =
      Set.of(
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          ZoneOffset.class,
          Duration.class,
          Period.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          UUID.class);

  private static final Set<Class<?>> NAMES_AS_WRITTEN =
      Set.of(
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Boolean.class,
          Character.class,
          Double.class,
          Float.class);

  private Scalars() {}

  /** What a map key is called; null for one of a class that may not be asked. */
  static @Nullable String name(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    if (key instanceof Enum<?> constant) {
      return constant.name();
    }
    if (key == null) {
      return null;
    }
    Class<?> type = key.getClass();
    boolean speaks = NAMES_AS_WRITTEN.contains(type) || SPEAK_FOR_THEMSELVES.contains(type);
    return speaks ? key.toString() : null;
  }

  /** Whether {@code value} is text, which may only be shown under a name. */
  static boolean isText(Object value) {
    Class<?> type = value.getClass();
    return type == String.class || type == StringBuilder.class || type == Character.class;
  }

  /** Writes {@code value} as JSON, text cut behind {@code max} characters. */
  static int write(ByteBuilder out, Object value, int max) {
    Class<?> type = value.getClass();
    if (type == String.class || type == StringBuilder.class) {
      return Json.text(out, (CharSequence) value, max);
    }
    if (type == Integer.class || type == Long.class || type == Short.class || type == Byte.class) {
      return whole(out, ((Number) value).longValue());
    }
    if (type == Boolean.class) {
      return raw(out, (Boolean) value ? TRUE : FALSE);
    }
    if (value instanceof Enum<?> constant) {
      return Json.text(out, constant.name(), max);
    }
    if (type == Double.class || type == Float.class) {
      return floating(out, ((Number) value).doubleValue(), value.toString(), max);
    }
    if (type == Character.class) {
      return Json.text(out, value.toString(), max);
    }
    return rarer(out, value, type, max);
  }

  private static int rarer(ByteBuilder out, Object value, Class<?> type, int max) {
    if (SPEAK_FOR_THEMSELVES.contains(type)) {
      return Json.text(out, value.toString(), max);
    }
    if (type == BigDecimal.class) {
      return decimal(out, (BigDecimal) value, max);
    }
    if (type == BigInteger.class) {
      return isModest((BigInteger) value) ? ascii(out, value.toString()) : NOT_ONE;
    }
    if (type == OptionalInt.class) {
      OptionalInt number = (OptionalInt) value;
      return number.isPresent() ? whole(out, number.getAsInt()) : raw(out, NULL);
    }
    if (type == OptionalLong.class) {
      OptionalLong number = (OptionalLong) value;
      return number.isPresent() ? whole(out, number.getAsLong()) : raw(out, NULL);
    }
    if (type == OptionalDouble.class) {
      OptionalDouble number = (OptionalDouble) value;
      return number.isPresent()
          ? floating(out, number.getAsDouble(), Double.toString(number.getAsDouble()), max)
          : raw(out, NULL);
    }
    return value instanceof Date date ? date(out, date, type, max) : NOT_ONE;
  }

  private static int whole(ByteBuilder out, long number) {
    int before = out.size();
    out.number(number);
    return out.size() - before;
  }

  /** JSON has no word for NaN and the infinities: they are text. */
  private static int floating(ByteBuilder out, double number, String written, int max) {
    return Double.isFinite(number) ? ascii(out, written) : Json.text(out, written, max);
  }

  private static int decimal(ByteBuilder out, BigDecimal number, int max) {
    // BigInteger is not final: the digits may be a stranger's, and toString would ask them.
    BigInteger digits = number.unscaledValue();
    if (digits.getClass() != BigInteger.class || !isModest(digits)) {
      return NOT_ONE;
    }
    // A reader that expands 1E+999999999 runs out of memory, so an exponent like that is text.
    return Math.abs((long) number.scale()) > LARGEST_SCALE
        ? Json.text(out, number.toString(), max)
        : ascii(out, number.toString());
  }

  private static boolean isModest(BigInteger number) {
    return number.bitLength() <= LARGEST_BITS;
  }

  /**
   * As an instant, because anything else would ask the default time zone, whose class may be the
   * user's, and would write to the date's own cache while others read it. The classes of java.sql
   * are told by name: the module may be absent, and nobody else may define a class there.
   */
  @SuppressWarnings("JavaUtilDate") // The application's choice, not ours.
  private static int date(ByteBuilder out, Date date, Class<?> type, int max) {
    return switch (type.getName()) {
      case "java.util.Date", "java.sql.Date", "java.sql.Time" ->
          Json.text(out, Instant.ofEpochMilli(date.getTime()).toString(), max);
      case "java.sql.Timestamp" ->
          Json.text(out, ((java.sql.Timestamp) date).toInstant().toString(), max);
      default -> NOT_ONE;
    };
  }

  private static int ascii(ByteBuilder out, String number) {
    out.ascii(number);
    return number.length();
  }

  private static int raw(ByteBuilder out, byte[] word) {
    out.raw(word);
    return word.length;
  }
}
