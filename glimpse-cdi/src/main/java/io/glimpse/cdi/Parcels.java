package io.glimpse.cdi;

import java.util.ArrayList;
import java.util.List;

/**
 * A long text in pieces, as a build can hand it to the run: a class file takes no text of more than
 * 64 KiB (JVMS 4.4.7), in which a character may need three bytes.
 */
final class Parcels {
  private static final int LENGTH = 20_000;

  private Parcels() {}

  static String[] of(String text) {
    List<String> parcels = new ArrayList<>();
    for (int from = 0; from < text.length(); from += LENGTH) {
      parcels.add(text.substring(from, Math.min(text.length(), from + LENGTH)));
    }
    return parcels.toArray(String[]::new);
  }

  static String text(String... parcels) {
    return String.join("", parcels);
  }
}
