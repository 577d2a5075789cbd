package io.glimpse.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;

/**
 * What the shop said.
 *
 * @param status the HTTP status
 * @param body the text, empty for none
 */
public record Answer(int status, String body) {

  JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }
}
