package io.glimpse.jsonl;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  private record Aside(Path path, String time, int number, boolean compressed) {
    boolean isTheSameAs(Aside other) {
      return number == other.number && time.equals(other.time);
    }
  }

  /** Stands for the right to put the file aside. */
  Path sign() {
    return sibling("rotating");
  }

  /**
   * A name that no file has yet, and that comes behind all others: where the clock was set back, it
   * is the newest one's time with the next number. Otherwise the newest file would look like the
   * oldest and be the first to be removed.
   */
  Path nameFor(Instant now) throws IOException {
    String time = TIME.format(now);
    int number = 0;
    List<Aside> all = newestFirst();
    if (!all.isEmpty() && all.get(0).time().compareTo(time) >= 0) {
      time = all.get(0).time();
      number = all.get(0).number() + 1;
    }
    return sibling(number == 0 ? time : time + "-" + number);
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

  /**
   * Removes the oldest until no more than {@code keep} are left. One that is being compressed is
   * there twice and counts once.
   *
   * @throws IOException when some of them cannot be removed, after the others have been
   */
  void prune(int keep) throws IOException {
    IOException stays = null;
    Aside before = null;
    int seen = 0;
    for (Aside each : newestFirst()) {
      seen += before != null && each.isTheSameAs(before) ? 0 : 1;
      before = each;
      if (seen > keep) {
        try {
          boolean unused = Files.deleteIfExists(each.path());
        } catch (IOException e) {
          stays = e;
        }
      }
    }
    if (stays != null) {
      throw stays;
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
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(Aside::time).thenComparing(Aside::number).reversed());
    return found;
  }
}
