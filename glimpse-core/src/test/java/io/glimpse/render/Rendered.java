package io.glimpse.render;

import io.glimpse.buffer.ByteBuilder;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a renderer wrote, as text that a JSON parser has accepted. */
final class Rendered {
  static final ValueRenderer RENDERER = new ValueRenderer(Redaction.standard(), 512, false);

  private Rendered() {}

  static String result(@Nullable Object value) {
    return result(RENDERER, value);
  }

  static String result(ValueRenderer renderer, @Nullable Object value) {
    ByteBuilder out = new ByteBuilder(16);
    renderer.result(out, false, value);
    return checked(out);
  }

  static String argument(@Nullable String name, @Nullable Object value) {
    return arguments(RENDERER, java.util.Arrays.asList(name), value);
  }

  static String arguments(
      ValueRenderer renderer, List<@Nullable String> names, @Nullable Object... values) {
    ByteBuilder out = new ByteBuilder(16);
    ArgumentNames known = ArgumentNames.of(Redaction.standard(), names, Set.of());
    renderer.arguments(out, known, values);
    return checked(out);
  }

  static String checked(ByteBuilder out) {
    String json = out.toString();
    parse(json);
    return json;
  }

  static JsonValue parse(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }
}
