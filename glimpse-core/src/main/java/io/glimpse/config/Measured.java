package io.glimpse.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with a unit, as one writes it: the digits, and what one of the unit stands for. */
record Measured(String number, long unit) {
  /** Units of memory, in bytes. */
  static final Map<String, Long> BYTES =
      Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

  /** Units of time, in milliseconds. */
  static final Map<String, Long> TIMES =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

  /** Reads the text; what it should have been is in the message where it is something else. */
  static Measured parse(String text, Map<String, Long> units, String what) {
    Matcher matcher = FORM.matcher(text);
    Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("Write " + what + ".");
    }
    return new Measured(matcher.group(1), unit);
  }
}
