package io.glimpse.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a server wants to be asked again: the header Retry-After of RFC 9110, section 10.2.3. */
final class RetryAfter {
  /** Longer is a slip of the pen, and would silence the destination for good. */
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /**
   * How long to wait from {@code now} on, at most an hour; null for a text that is neither a number
   * of seconds nor a date.
   */
  static @Nullable Duration of(String text, Instant now) {
    String value = text.trim();
    Duration wait = value.matches("[0-9]+") ? seconds(value) : until(value, now);
    if (wait == null) {
      return null;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static Duration seconds(String digits) {
    // What has more digits than this is above every bound.
    return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
  }

  private static @Nullable Duration until(String date, Instant now) {
    try {
      DateTimeFormatter form = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      return Duration.between(now, ZonedDateTime.parse(date, form).toInstant());
    } catch (DateTimeParseException neither) {
      return null;
    }
  }
}
