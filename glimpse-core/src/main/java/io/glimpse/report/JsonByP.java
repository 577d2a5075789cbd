package io.glimpse.report;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps and lists as JSON, by JSON-P. Loaded only where there is no JSON-B. */
final class JsonByP {
  private JsonByP() {}

  static String write(Map<String, Object> document) {
    return provider().createObjectBuilder(document).build().toString();
  }

  static Map<?, ?> read(String text) {
    try (JsonReader reader = provider().createReader(new StringReader(text))) {
      return map(reader.readObject());
    } catch (JsonException notJson) {
      throw new IllegalArgumentException(notJson.getMessage(), notJson);
    }
  }

  private static JsonProvider provider() {
    try {
      return JsonProvider.provider();
    } catch (JsonException absent) {
      throw JsonDocument.noProvider(absent);
    }
  }

  private static Map<String, @Nullable Object> map(JsonObject object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.forEach((key, value) -> map.put(key, plain(value)));
    return map;
  }

  private static List<@Nullable Object> list(JsonArray array) {
    List<@Nullable Object> list = new ArrayList<>();
    array.forEach(value -> list.add(plain(value)));
    return list;
  }

  private static @Nullable Object plain(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> map(value.asJsonObject());
      case ARRAY -> list(value.asJsonArray());
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> ((JsonNumber) value).bigDecimalValue();
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }
}
