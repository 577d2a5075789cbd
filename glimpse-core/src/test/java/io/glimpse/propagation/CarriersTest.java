package io.glimpse.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The messages for which nobody has to write a lambda. */
final class CarriersTest {
  @Test
  void map_nameInAnyCase_isFound() {
    assertThat(Getter.map().lines(Map.of("TraceParent", "x", "other", "y"), "traceparent"))
        .containsExactly("x");
    assertThat(Getter.map().lines(Map.of("other", "y"), "traceparent")).isEmpty();
  }

  @Test
  void map_setOverAnotherCase_leavesOneHeader() {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("TraceParent", "old"));

    Setter.map().set(headers, "traceparent", "new");

    assertThat(headers).containsExactly(Map.entry("traceparent", "new"));
  }

  @Test
  void listMap_severalLines_areAllFound() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("tracestate", List.of("a=1", "b=2"));
    headers.put("TraceState", List.of("c=3"));

    assertThat(Getter.listMap().lines(headers, "tracestate")).containsExactly("a=1", "b=2", "c=3");
  }

  @Test
  @SuppressWarnings("NullAway") // URLConnection's map has its status line under null
  void maps_nullNamesAndValues_areNoHeaders() {
    Map<String, List<String>> lists = new HashMap<>();
    lists.put(null, List.of("HTTP/1.1 200 OK"));
    lists.put("traceparent", null);
    Map<String, String> texts = new HashMap<>();
    texts.put(null, "HTTP/1.1 200 OK");
    texts.put("traceparent", null);

    assertThat(Getter.listMap().lines(lists, "traceparent")).isEmpty();
    assertThat(Getter.map().lines(texts, "traceparent")).isEmpty();
  }

  @Test
  void listMap_setOverSeveralLines_leavesOneThatMayGrow() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("TraceState", List.of("a=1", "b=2"));

    Setter.listMap().set(headers, "tracestate", "c=3");
    headers.values().forEach(lines -> lines.add("d=4"));

    assertThat(headers).containsExactly(Map.entry("tracestate", List.of("c=3", "d=4")));
  }

  @Test
  void httpHeaders_severalLinesInAnyCase_areAllFound() {
    HttpHeaders headers =
        HttpHeaders.of(Map.of("TraceState", List.of("a=1", "b=2")), (name, value) -> true);

    assertThat(Getter.httpHeaders().lines(headers, "tracestate")).containsExactly("a=1", "b=2");
    assertThat(Getter.httpHeaders().lines(headers, "traceparent")).isEmpty();
  }

  @Test
  void httpRequest_setTwice_sendsOneHeader() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost/"));

    Setter.httpRequest().set(request, "traceparent", "old");
    Setter.httpRequest().set(request, "traceparent", "new");

    assertThat(request.build().headers().allValues("Traceparent")).containsExactly("new");
  }
}
