package io.glimpse.jsonl;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to do something with a file that several processes know: whoever has made the file that
 * stands for it has it. One that is older than a minute belonged to somebody who was killed.
 *
 * <p>Two may follow a killed one at the same moment and both believe to have it. What it guards
 * here does no harm when it is done twice.
 */
final class Claim implements AutoCloseable {
  private static final Duration STALE = Duration.ofSeconds(60);

  private final Path sign;

  private Claim(Path sign) {
    this.sign = sign;
  }

  /** Takes it, or null where somebody else has it. */
  static @Nullable Claim take(Path sign) throws IOException {
    for (int tries = 0; tries < 2; tries++) {
      try {
        return new Claim(Files.createFile(sign));
      } catch (FileAlreadyExistsException somebodyHasIt) {
        if (!isStale(sign)) {
          return null;
        }
        boolean unused = Files.deleteIfExists(sign);
      }
    }
    return null;
  }

  private static boolean isStale(Path sign) throws IOException {
    try {
      Instant made = Files.getLastModifiedTime(sign).toInstant();
      // Both ways: a clock that was set back must not keep it alive for a day.
      return Duration.between(made, Instant.now()).abs().compareTo(STALE) > 0;
    } catch (NoSuchFileException justGivenBack) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    boolean unused = Files.deleteIfExists(sign);
  }
}
