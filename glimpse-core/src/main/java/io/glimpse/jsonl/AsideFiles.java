package io.glimpse.jsonl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that were put aside, by their names: {@code glimpse.jsonl.2026-11-23T04-15-00Z}, with
 * {@code -1} and so on where a second had several, and {@code .gz} once compressed. Nothing else in
 * the folder is ever touched.
 */
final class AsideFiles {
  static final String COMPRESSED = ".gz";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path file;
  private final Pattern names;

  AsideFiles(Path file) {
    this.file = file;
    this.names =
        Pattern.compile(
            Pattern.quote(String.valueOf(file.getFileName()))
                + "\\.(\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ)(?:-(\\d{1,9}))?(\\.gz)?");
  }

  private record Aside(Path path, String time, int number, boolean compressed) {}

  /** A name that no file has yet. */
  Path nameFor(Instant now) {
    Path name = sibling(TIME.format(now));
    for (int number = 1; isTaken(name); number++) {
      name = sibling(TIME.format(now) + "-" + number);
    }
    return name;
  }

  private static boolean isTaken(Path name) {
    return Files.exists(name) || Files.exists(compressed(name));
  }

  static Path compressed(Path plain) {
    return plain.resolveSibling(plain.getFileName() + COMPRESSED);
  }

  private Path sibling(String ending) {
    return file.resolveSibling(file.getFileName() + "." + ending);
  }

  /** Those that wait to be compressed. */
  List<Path> plain() throws IOException {
    return newestFirst().stream().filter(each -> !each.compressed()).map(Aside::path).toList();
  }

  /** Removes the oldest until no more than {@code keep} are left. */
  void prune(int keep) throws IOException {
    List<Aside> all = newestFirst();
    for (Aside old : all.subList(Math.min(keep, all.size()), all.size())) {
      boolean unused = Files.deleteIfExists(old.path());
    }
  }

  private List<Aside> newestFirst() throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      return List.of();
    }
    List<Aside> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Matcher name = names.matcher(String.valueOf(each.getFileName()));
        if (name.matches()) {
          int number = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
          found.add(new Aside(each, name.group(1), number, name.group(3) != null));
        }
      }
    }
    found.sort(Comparator.comparing(Aside::time).thenComparing(Aside::number).reversed());
    return found;
  }
}
