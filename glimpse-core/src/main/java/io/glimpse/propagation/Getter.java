package io.glimpse.propagation;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the lines of one header of an incoming message. One line of a lambda for a message of your
 * own; for maps and {@code java.net.http} they are here.
 *
 * <pre>{@code
 * Optional<SpanContext> caller = tracer.extract(message.headers(), Getter.map());
 * }</pre>
 *
 * @param <C> the message
 * @since 0.1
 */
@FunctionalInterface
public interface Getter<C> {
  /**
   * Every line of the header, in order; empty where there is none. Header names have no case. What
   * this throws is counted as a fault and costs no more than the header.
   */
  List<String> lines(C carrier, String name);

  /** One line for each name. Names that differ in case only are lines of the same header. */
  static Getter<Map<String, String>> map() {
    return (headers, name) -> {
      List<String> lines = new ArrayList<>(1);
      headers.forEach(
          (key, value) -> {
            if (name.equalsIgnoreCase(key) && value != null) {
              lines.add(value);
            }
          });
      return lines;
    };
  }

  /** Several lines for each name, as {@code URLConnection} and most HTTP servers have them. */
  static Getter<Map<String, List<String>>> listMap() {
    return (headers, name) -> {
      List<String> lines = new ArrayList<>(1);
      headers.forEach(
          (key, values) -> {
            if (name.equalsIgnoreCase(key) && values != null) {
              lines.addAll(values);
            }
          });
      return lines;
    };
  }

  /** The headers of the JDK's own HTTP client. */
  static Getter<HttpHeaders> httpHeaders() {
    return HttpHeaders::allValues;
  }
}
