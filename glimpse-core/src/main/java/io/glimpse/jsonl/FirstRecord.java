package io.glimpse.jsonl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How old a file is. Not every file system tells when a file was made, and a copy is younger than
 * what it holds, so the first line is asked.
 */
final class FirstRecord {
  private static final int ENOUGH = 4096;
  private static final Pattern TIME =
      Pattern.compile("\"(?:timestamp|start_time)\":\"([0-9TZ:.+-]{20,40})\"");

  private FirstRecord() {}

  /** The time of the first record; {@link Instant#MAX} for a file that has none to be found. */
  static Instant timeIn(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(ENOUGH), StandardCharsets.US_ASCII);
      Matcher time = TIME.matcher(start);
      return time.find() ? Instant.parse(time.group(1)) : Instant.MAX;
    } catch (DateTimeException somethingElse) {
      return Instant.MAX;
    }
  }
}
