package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lines of {@code trace("first-n", …)}: each read by a JSON parser, none doubled, and what there is
 * of each call.
 */
final class WrittenTraces {
  private static final int WHOLE = 7;

  private final Map<String, Integer> byName = new HashMap<>();
  private final Set<String> entryIds = new HashSet<>();
  private long lines;

  private WrittenTraces() {}

  static WrittenTraces of(Collection<String> lines) {
    WrittenTraces written = new WrittenTraces();
    lines.forEach(written::add);
    return written;
  }

  static WrittenTraces of(Path... files) throws IOException {
    WrittenTraces written = new WrittenTraces();
    for (Path file : files) {
      Files.readAllLines(file).forEach(written::add);
    }
    return written;
  }

  void add(String line) {
    lines++;
    JsonObject record;
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      record = reader.readObject();
    }
    String name;
    int part;
    if (record.getString("record_type").equals("span")) {
      name = record.getString("name");
      part = 4;
    } else {
      assertThat(entryIds.add(record.getString("entry_id"))).as("doubled: %s", line).isTrue();
      name = record.getString("function");
      part = record.getString("stage").equals("START") ? 1 : 2;
    }
    int before = byName.getOrDefault(name, 0);
    assertThat(before & part).as("doubled: %s", line).isZero();
    byName.put(name, before | part);
  }

  long lines() {
    return lines;
  }

  /** Whether START, END and span of the first {@code count} calls of that name are there. */
  boolean hasAll(String first, long count) {
    for (long n = 1; n <= count; n++) {
      if (byName.getOrDefault(first + n, 0) != WHOLE) {
        return false;
      }
    }
    return true;
  }

  /** The same for each thread's. */
  boolean hasAll(String first, long[] counts) {
    for (int thread = 0; thread < counts.length; thread++) {
      if (!hasAll(first + "-" + thread + "-", counts[thread])) {
        return false;
      }
    }
    return true;
  }

  void assertHasAll(String first, long count) {
    assertThat(hasAll(first, count)).as("all %s calls of %s", count, first).isTrue();
  }
}
