package io.glimpse.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface ValueType<T> {
  /**
   * Reads the text, which is trimmed and not empty.
   *
   * @throws IllegalArgumentException with one sentence that says what to write instead
   */
  T read(String text);

  /** The text as a message may show it; not all of it where it may hold a secret. */
  default String shown(String text) {
    return text;
  }

  /** Any text. */
  static ValueType<String> text() {
    return text -> text;
  }

  /** The name of a header: RFC 9110, section 5.6.2, token. */
  static ValueType<String> headerName() {
    return text -> {
      if (!text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")) {
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
      Measured measured = Measured.parse(text, Measured.BYTES, "bytes such as 8 MiB");
      return inRange(measured.number(), measured.unit(), least, most, "from %d to %d bytes");
    };
  }

  /** A time: {@code 500 ms}, {@code 10 s}, {@code 5 m}, {@code 1 h}, {@code 7 d}. */
  static ValueType<Duration> duration(Duration least, Duration most) {
    return text -> {
      Measured measured = Measured.parse(text, Measured.TIMES, "a time such as 500 ms or 5 s");
      return Duration.ofMillis(
          inRange(
              measured.number(),
              measured.unit(),
              least.toMillis(),
              most.toMillis(),
              "%d to %d ms"));
    };
  }

  /** Pairs of {@code key=value}, separated by commas. */
  static ValueType<Map<String, String>> pairs() {
    return text -> Map.copyOf(KeyValues.read(text));
  }

  /** The word {@code none}, or what the other reads. */
  static <T> ValueType<Optional<T>> orNone(ValueType<T> other) {
    return text -> {
      if (text.equalsIgnoreCase("none")) {
        return Optional.empty();
      }
      return Optional.of(other.read(text));
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
    return text -> {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(text)) {
          return constant;
        }
      }
      throw new IllegalArgumentException("Write one of " + words(type) + ".");
    };
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
    try {
      long value = Math.multiplyExact(Long.parseLong(digits), unit);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(remedy(range, least, most), e);
    }
    throw new IllegalArgumentException(remedy(range, least, most));
  }

  private static String remedy(String range, long least, long most) {
    return "Write " + String.format(Locale.ROOT, range, least, most) + ".";
  }
}
