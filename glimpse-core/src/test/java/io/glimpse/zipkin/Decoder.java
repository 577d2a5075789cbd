package io.glimpse.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/**
 * Zipkin's own decoder. It passes over fields that it does not know and over fields that come
 * twice, so that is looked at here.
 */
public final class Decoder {
  private static final Set<String> FIELDS =
      Set.of(
          "traceId",
          "id",
          "parentId",
          "kind",
          "name",
          "timestamp",
          "duration",
          "localEndpoint",
          "remoteEndpoint",
          "annotations",
          "tags");

  private Decoder() {}

  /** The spans that a body holds; fails where it is none. */
  public static List<Span> spans(String body) {
    try (JsonReader json = new JsonReader(new StringReader(body))) {
      json.setStrictness(Strictness.STRICT);
      json.beginArray();
      while (json.hasNext()) {
        assertThat(FIELDS).containsAll(object(json));
      }
      json.endArray();
      assertThat(json.peek()).isEqualTo(JsonToken.END_DOCUMENT);
    } catch (IOException e) {
      throw new AssertionError(body, e);
    }
    List<Span> spans = decoded(escaped(body));
    assertThat(decoded(body)).hasSameSizeAs(spans);
    return spans;
  }

  private static List<Span> decoded(String body) {
    List<Span> spans = new ArrayList<>();
    boolean unused = SpanBytesDecoder.JSON_V2.decodeList(body.getBytes(UTF_8), spans);
    return spans;
  }

  /**
   * The same in ASCII. The decoder reads a piece at a time, and takes a character of several bytes
   * that lies across the end of one for several that it does not know.
   */
  private static String escaped(String body) {
    StringBuilder escaped = new StringBuilder(body.length());
    body.chars()
        .forEach(
            c -> {
              if (c < 0x80) {
                escaped.append((char) c);
              } else {
                escaped.append("\\u%04x".formatted(c));
              }
            });
    return escaped.toString();
  }

  private static Set<String> object(JsonReader json) throws IOException {
    Set<String> names = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      assertThat(names.add(name)).as("%s comes twice", name).isTrue();
      value(json);
    }
    json.endObject();
    return names;
  }

  private static void value(JsonReader json) throws IOException {
    switch (json.peek()) {
      case BEGIN_OBJECT -> {
        Set<String> unused = object(json);
      }
      case BEGIN_ARRAY -> {
        json.beginArray();
        while (json.hasNext()) {
          value(json);
        }
        json.endArray();
      }
      default -> json.skipValue();
    }
  }
}
