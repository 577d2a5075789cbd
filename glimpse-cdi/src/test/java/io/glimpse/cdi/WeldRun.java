package io.glimpse.cdi;

import io.glimpse.Glimpse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * A real Weld with the extension, a policy and the given bean classes, and what it left in its
 * file. The settings are system properties for as long as it runs.
 */
final class WeldRun implements AutoCloseable {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Path file;
  private final WeldContainer container;

  WeldRun(Path folder, String policy, Map<String, String> more, Class<?>... beans) {
    try {
      this.file = folder.resolve("glimpse.jsonl");
      Path policyFile = folder.resolve("policy.json");
      Files.writeString(policyFile, policy);
      settings.put("glimpse.policy", policyFile.toString());
      settings.put("glimpse.log-path", file.toString());
      settings.put("glimpse.flush-interval", "10 ms");
      settings.putAll(more);
      settings.forEach(System::setProperty);
      this.container =
          new Weld()
              .disableDiscovery()
              .beanClasses(beans)
              .addExtension(new GlimpseExtension())
              .initialize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error failed) {
      settings.keySet().forEach(System::clearProperty);
      throw failed;
    }
  }

  <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  /** Everything that has been recorded until now. */
  List<JsonObject> records() throws Exception {
    if (!Glimpse.current().flush(Duration.ofSeconds(10))) {
      throw new AssertionError("not flushed within 10 s");
    }
    return read();
  }

  List<JsonObject> read() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(WeldRun::parse).toList()
        : List.of();
  }

  Path file() {
    return file;
  }

  static JsonObject parse(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    container.shutdown();
    settings.keySet().forEach(System::clearProperty);
  }
}
