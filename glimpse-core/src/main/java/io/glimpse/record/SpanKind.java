package io.glimpse.record;

import java.util.Locale;

/**
 * The side of a call that a span stands on (OpenTelemetry specification, trace API, SpanKind).
 *
 * @since 0.1
 */
public enum SpanKind {
  /** Inside the application: functions and manual spans. */
  INTERNAL(0),
  /** The answering side of a request. */
  SERVER(1),
  /** The asking side of a request. */
  CLIENT(2);

  private static final SpanKind[] BY_CODE = values();

  private final int code;
  private final String word = name().toLowerCase(Locale.ROOT);

  SpanKind(int code) {
    this.code = code;
  }

  /** As records show it: {@code internal}, {@code server} or {@code client}. */
  public String word() {
    return word;
  }

  /** What stands for it in an encoded record. */
  int code() {
    return code;
  }

  static SpanKind of(int code) {
    return BY_CODE[code];
  }
}
