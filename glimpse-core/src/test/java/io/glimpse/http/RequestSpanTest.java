package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.trace.Scope;
import io.glimpse.trace.SpanLog;
import io.glimpse.trace.Tracer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request by OpenTelemetry's conventions. */
final class RequestSpanTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();

  @Test
  void request_withEverythingKnown_carriesEverything() {
    RequestFacts facts =
        new RequestFacts(
            "POST",
            "https",
            "/shop/carts/7/lines",
            "x=1&password=hunter2",
            "shop.example",
            8443,
            "203.0.113.9",
            "10.0.0.1",
            50_123,
            "1.1",
            "curl/8");
    RequestSpan request = RequestSpan.open(tracer, facts, Optional.empty());
    request.route("/shop/*");
    request.route("/shop/carts/{id}/lines");
    request.end(201);

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("POST /shop/carts/{id}/lines");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.failed()).isFalse();
    assertThat(span.statusMessage()).isNull();
    assertThat(span.attributes())
        .containsExactly(
            entry("http.request.method", "POST"),
            entry("url.scheme", "https"),
            entry("url.path", "/shop/carts/7/lines"),
            entry("url.query", "x=1&password=[redacted]"),
            entry("server.address", "shop.example"),
            entry("server.port", 8443L),
            entry("client.address", "203.0.113.9"),
            entry("network.peer.address", "10.0.0.1"),
            entry("network.peer.port", 50_123L),
            entry("network.protocol.version", "1.1"),
            entry("user_agent.original", "curl/8"),
            entry("http.route", "/shop/carts/{id}/lines"),
            entry("http.response.status_code", 201L));
  }

  @Test
  void request_withLittleKnown_leavesOutTheRest() {
    RequestSpan.open(tracer, facts("GET"), Optional.empty()).end(200);

    assertThat(log.takeOnly().attributes())
        .containsOnlyKeys(
            "http.request.method", "url.scheme", "url.path", "http.response.status_code");
  }

  @Test
  void request_withoutARoute_isNamedByItsMethodAlone() {
    RequestSpan.open(tracer, facts("GET"), Optional.empty()).end(200);

    assertThat(log.takeOnly().name()).isEqualTo("GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"
      })
  void method_thatIsKnown_isNamed(String method) {
    RequestSpan.open(tracer, facts(method), Optional.empty()).end(200);

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo(method);
    assertThat(span.attributes())
        .containsEntry("http.request.method", method)
        .doesNotContainKey("http.request.method_original");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "BREW", "", "PROPFIND"})
  void method_thatIsNotKnown_isOtherAndHttpInTheName(String method) {
    RequestSpan request = RequestSpan.open(tracer, facts(method), Optional.empty());
    request.route("/shop/{id}");
    request.end(405);

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("HTTP /shop/{id}");
    assertThat(span.attributes())
        .containsEntry("http.request.method", "_OTHER")
        .containsEntry("http.request.method_original", method);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 302, 400, 404, 429, 499})
  void status_below500_isNoErrorOfTheServer(int status) {
    RequestSpan.open(tracer, facts("GET"), Optional.empty()).end(status);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes())
        .containsEntry("http.response.status_code", (long) status)
        .doesNotContainKey("error.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 599})
  void status_from500_isAnErrorNamedByItself(int status) {
    RequestSpan.open(tracer, facts("GET"), Optional.empty()).end(status);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.statusMessage()).isNull();
    assertThat(span.events()).isEmpty();
    assertThat(span.attributes()).containsEntry("error.type", Integer.toString(status));
  }

  @Test
  void exceptionThatEscapes_isTheErrorAndAnEvent() {
    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.empty());
    request.escaped(new IllegalStateException("broken"));
    request.end(500);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.attributes())
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry("http.response.status_code", 500L);
    assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("exception");
  }

  @Test
  void exceptionThatEscapes_afterTheResponseWasCommitted_failsWhateverTheStatus() {
    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.empty());
    request.escaped(new IllegalStateException("broken"));
    request.end(200);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.attributes()).containsEntry("http.response.status_code", 200L);
  }

  @Test
  void exceptionThatEscapes_toldTwice_isOneEvent() {
    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.empty());
    IllegalStateException thrown = new IllegalStateException("broken");
    request.escaped(thrown);
    request.escaped(thrown);
    request.end(500);

    assertThat(log.takeOnly().events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void client_wentAway_isAnEventAndNoErrorWhateverTheStatus(int status) {
    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.empty());
    request.clientAborted();
    request.clientAborted();
    request.end(status);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isFalse();
    assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("client_abort");
    assertThat(span.attributes())
        .containsEntry("http.response.status_code", (long) status)
        .doesNotContainKey("error.type");
  }

  @Test
  void end_twice_writesOnce() {
    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.empty());
    request.end(200);
    request.end(500);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes()).containsEntry("http.response.status_code", 200L);
  }

  @Test
  void caller_isTheParent() {
    SpanContext caller =
        new SpanContext(new TraceId(7, 8), new SpanId(9), new TraceFlags(1), TraceState.NONE, true);

    RequestSpan.open(tracer, facts("GET"), Optional.of(caller)).end(200);

    SpanRecord span = log.takeOnly();
    assertThat(span.traceId()).isEqualTo(caller.traceId());
    assertThat(span.parentSpanId()).isEqualTo(caller.spanId());
  }

  @Test
  void callerThatDoesNotRecord_isObeyed() {
    SpanContext caller =
        new SpanContext(new TraceId(7, 8), new SpanId(9), new TraceFlags(0), TraceState.NONE, true);

    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.of(caller));
    request.route("/shop");
    try (Scope scope = request.activate()) {
      assertThat(tracer.active().orElseThrow().traceId()).isEqualTo(caller.traceId());
    }
    request.end(500);

    assertThat(log.takeSpans()).isEmpty();
  }

  @Test
  void activation_onTwoThreads_makesWhatRunsThereItsChild() {
    RequestSpan request = RequestSpan.open(tracer, facts("GET"), Optional.empty());
    assertThat(tracer.active()).isEmpty();
    try (Scope scope = request.activate()) {
      tracer.span("here").close();
    }
    CompletableFuture.runAsync(
            () -> {
              try (Scope scope = request.activate()) {
                tracer.span("there").close();
              }
              SpanLog.assertThreadIsClean(tracer);
            },
            command -> new Thread(command).start())
        .join();
    request.end(200);

    SpanRecord here = log.take("here");
    SpanRecord there = log.take("there");
    SpanRecord root = log.takeOnly();
    assertThat(here.parentSpanId()).isEqualTo(root.spanId()).isEqualTo(there.parentSpanId());
  }

  private static RequestFacts facts(String method) {
    return new RequestFacts(
        method, "http", "/shop/carts/7", null, null, 0, null, null, 0, null, null);
  }
}
