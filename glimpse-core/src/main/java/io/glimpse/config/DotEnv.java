package io.glimpse.config;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads one {@code .env} file. Only loaded where the library is that does it. */
final class DotEnv {
  private DotEnv() {}

  /**
   * The entries of a file that exists.
   *
   * @throws IllegalArgumentException where it cannot be read, with what to do
   */
  static Map<String, String> read(Path file) {
    try {
      Map<String, String> entries = new TreeMap<>();
      Dotenv found =
          Dotenv.configure()
              .directory(String.valueOf(file.toAbsolutePath().getParent()))
              .filename(String.valueOf(file.getFileName()))
              .load();
      for (DotenvEntry entry : found.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
        entries.put(entry.getKey(), entry.getValue());
      }
      return entries;
    } catch (DotenvException e) {
      // Its message may repeat a line of the file, and a line may be a secret.
      throw new IllegalArgumentException("Write one NAME=value a line.", e);
    }
  }
}
