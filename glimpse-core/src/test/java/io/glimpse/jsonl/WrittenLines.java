package io.glimpse.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a file of spans holds. */
final class WrittenLines {
  private WrittenLines() {}

  /** The names in the file, each of a whole line. */
  static List<String> names(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(WrittenLines::nameOf).toList();
  }

  static String nameOf(String line) {
    assertThat(line).startsWith("{\"record_type\":\"span\"").endsWith("\"service\":null}");
    int from = line.indexOf("\"name\":\"") + 8;
    return line.substring(from, line.indexOf('"', from));
  }
}
