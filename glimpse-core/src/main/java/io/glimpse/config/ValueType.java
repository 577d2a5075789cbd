package io.glimpse.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value.
 *
 * @param <T> the value
 * @since 0.1
 */
@FunctionalInterface
public interface ValueType<T> {
  /** RFC 9110, section 5.6.2. */
  Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /**
   * Reads the text, which is trimmed and not empty.
   *
   * @throws IllegalArgumentException with one sentence that says what to write instead
   */
  T read(String text);

  /** Any text. */
  static ValueType<String> text() {
    return text -> text;
  }

  /** The name of a header: RFC 9110, section 5.6.2, token. */
  static ValueType<String> headerName() {
    return text -> {
      if (!TOKEN.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "Write the name of a header, of letters, digits and dashes.");
      }
      return text;
    };
  }

  /** {@code true} or {@code false}. */
  static ValueType<Boolean> truth() {
    return text ->
        switch (text.toLowerCase(Locale.ROOT)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new IllegalArgumentException("Write true or false.");
        };
  }

  /** A whole number in a range. */
  static ValueType<Integer> number(int least, int most) {
    return text -> (int) inRange(text, 1, least, most, "a whole number from %d to %d");
  }

  /** A number of bytes: {@code 65536}, {@code 64 KiB}, {@code 8 MiB}, {@code 1 GiB}. */
  static ValueType<Long> bytes(long least, long most) {
    return text -> {
      Measured measured = Measured.parse(text, ByteUnits.BY_NAME, "bytes such as 8 MiB");
      return inRange(measured.number, measured.unit, least, most, "from %d to %d bytes");
    };
  }

  /** A time: {@code 500 ms}, {@code 10 s}, {@code 5 m}, {@code 1 h}, {@code 7 d}. */
  static ValueType<Duration> duration(Duration least, Duration most) {
    return text -> {
      Measured measured = Measured.parse(text, TimeUnits.BY_NAME, "a time such as 500 ms or 5 s");
      return Duration.ofMillis(
          inRange(
              measured.number, measured.unit, least.toMillis(), most.toMillis(), "%d to %d ms"));
    };
  }

  /** A path of the file system. */
  static ValueType<Path> path() {
    return text -> {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("Write a path: " + e.getReason() + ".", e);
      }
    };
  }

  /** One of an enum's constants, in any case. */
  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> constant.name().equalsIgnoreCase(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Write one of " + words(type) + "."));
  }

  /** Some of an enum's constants, in any case, separated by commas; each counts once. */
  static <E extends Enum<E>> ValueType<List<E>> someOf(Class<E> type) {
    return text -> {
      Set<E> found = new LinkedHashSet<>();
      for (String word : text.split(",", -1)) {
        try {
          found.add(oneOf(type).read(word.trim()));
        } catch (IllegalArgumentException unknown) {
          throw new IllegalArgumentException(
              "There is no \"" + word.trim() + "\". Known are: " + words(type) + ".", unknown);
        }
      }
      return List.copyOf(found);
    };
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Enum::toString)
        .collect(Collectors.joining(", "));
  }

  private static long inRange(String digits, long unit, long least, long most, String range) {
    String remedy = "Write " + String.format(Locale.ROOT, range, least, most) + ".";
    try {
      long value = Math.multiplyExact(Long.parseLong(digits), unit);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(remedy, e);
    }
    throw new IllegalArgumentException(remedy);
  }

  /** A number and what one of its unit stands for. */
  record Measured(String number, long unit) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

    static Measured parse(String text, Map<String, Long> units, String what) {
      Matcher matcher = FORM.matcher(text);
      Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
      if (unit == null) {
        throw new IllegalArgumentException("Write " + what + ".");
      }
      return new Measured(matcher.group(1), unit);
    }
  }

  /** What byte units stand for. */
  final class ByteUnits {
    static final Map<String, Long> BY_NAME =
        Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

    private ByteUnits() {}
  }

  /** What time units stand for, in milliseconds. */
  final class TimeUnits {
    static final Map<String, Long> BY_NAME =
        Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private TimeUnits() {}
  }
}
