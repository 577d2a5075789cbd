package io.glimpse.propagation;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sets one header of an outgoing message. One line of a lambda for a message of your own; for maps
 * and {@code java.net.http} they are here.
 *
 * <pre>{@code
 * HttpRequest.Builder request = HttpRequest.newBuilder(uri);
 * tracer.inject(request, Setter.httpRequest());
 * }</pre>
 *
 * @param <C> the message
 * @since 0.1
 */
@FunctionalInterface
public interface Setter<C> {
  /**
   * Replaces every line of the header by one. What this throws is counted as a fault and costs no
   * more than the header.
   */
  void set(C carrier, String name, String value);

  /** One line for each name; a name that differs in case only is replaced too. */
  static Setter<Map<String, String>> map() {
    return (headers, name, value) -> {
      boolean unused = headers.keySet().removeIf(name::equalsIgnoreCase);
      headers.put(name, value);
    };
  }

  /** Lists of lines; a name that differs in case only is replaced too. */
  static Setter<Map<String, List<String>>> listMap() {
    return (headers, name, value) -> {
      boolean unused = headers.keySet().removeIf(name::equalsIgnoreCase);
      headers.put(name, new ArrayList<>(List.of(value)));
    };
  }

  /** A request of the JDK's own HTTP client. */
  static Setter<HttpRequest.Builder> httpRequest() {
    return HttpRequest.Builder::setHeader;
  }
}
