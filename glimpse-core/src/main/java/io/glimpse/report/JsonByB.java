package io.glimpse.report;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.util.Map;

/** Maps and lists as JSON, by the server's JSON-B. Loaded only where it is asked for. */
final class JsonByB {
  private JsonByB() {}

  static String write(Map<String, Object> document) {
    try (Jsonb json = open()) {
      return json.toJson(document);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception unclosed) {
      throw new IllegalStateException(unclosed);
    }
  }

  static Map<?, ?> read(String text) {
    try (Jsonb json = open()) {
      return json.fromJson(text, Map.class);
    } catch (JsonbException notJson) {
      throw new IllegalArgumentException(notJson.getMessage(), notJson);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception unclosed) {
      throw new IllegalStateException(unclosed);
    }
  }

  private static Jsonb open() {
    try {
      return JsonbBuilder.create();
    } catch (JsonbException absent) {
      throw JsonDocument.noProvider(absent);
    }
  }
}
