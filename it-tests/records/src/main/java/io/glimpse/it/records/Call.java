package io.glimpse.it.records;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One call of a function, as three records tell it, and the calls below it in the order of their
 * START.
 *
 * @param start the START entry
 * @param end the END or EXCEPTION entry
 * @param span the span
 * @param children the calls below
 */
public record Call(JsonObject start, JsonObject end, JsonObject span, List<Call> children) {

  /** Copies the children. */
  public Call {
    children = List.copyOf(children);
  }

  /** The whole name: {@code com.acme.shop.cart.Cart.clear}. */
  public String function() {
    return start.getString("function");
  }

  /** Class and method alone: {@code Cart.clear}. */
  public String shortName() {
    String function = function();
    return function.substring(function.lastIndexOf('.', function.lastIndexOf('.') - 1) + 1);
  }

  /** {@code sku="mug", quantity=2}, or an ellipsis where they were not seen. */
  public String arguments() {
    if (start.isNull("args")) {
      return "…";
    }
    return start.getJsonObject("args").entrySet().stream()
        .map(argument -> argument.getKey() + "=" + argument.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The result as JSON, empty for null. */
  public Optional<String> result() {
    return Optional.ofNullable(end.get("result"))
        .filter(result -> !result.equals(JsonValue.NULL))
        .map(JsonValue::toString);
  }

  /** Type and message of the exception that left it. */
  public Optional<String> exception() {
    return end.isNull("exception") ? Optional.empty() : Optional.of(end.getString("exception"));
  }

  /** How long it took. */
  public double milliseconds() {
    return end.getJsonNumber("duration_ms").doubleValue();
  }

  /** The span's attributes that tell more than the entries do. */
  public Map<String, String> remarks() {
    return span.getJsonObject("attributes").entrySet().stream()
        .filter(
            attribute ->
                !List.of("code.function.name", "glimpse.args", "glimpse.result")
                    .contains(attribute.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, attribute -> text(attribute.getValue())));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }
}
