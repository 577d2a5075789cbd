package io.glimpse.propagation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a message that came in. */
@FunctionalInterface
interface IncomingHeaders {
  /** Stands for a header that came twice: no format takes an empty value. */
  String DOUBLED = "";

  /** Every line of one header, in order. */
  List<String> lines(String name);

  /** A header that has one line only, trimmed; null where there is none. */
  default @Nullable String line(String name) {
    List<String> lines = lines(name);
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> Blanks.trimmed(lines.get(0));
      default -> DOUBLED;
    };
  }
}
