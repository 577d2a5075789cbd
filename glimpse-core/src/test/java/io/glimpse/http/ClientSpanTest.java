package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.propagation.Setter;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Span;
import io.glimpse.trace.SpanLog;
import io.glimpse.trace.Tracer;
import java.net.ConnectException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request to another service by OpenTelemetry's conventions. */
final class ClientSpanTest {
  private static final URI STOCK = URI.create("http://depot.example:8081/stock/7?x=1");

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();

  @Test
  void attempt_answered_carriesNamesAndTypesOfTheConventions() {
    ClientSpan attempt = ClientSpan.open(tracer, "POST", STOCK);
    attempt.protocolVersion("1.1");
    attempt.answered(201);

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("POST");
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes())
        .containsExactly(
            entry("http.request.method", "POST"),
            entry("server.address", "depot.example"),
            entry("server.port", 8081L),
            entry("url.full", "http://depot.example:8081/stock/7?x=1"),
            entry("network.protocol.version", "1.1"),
            entry("http.response.status_code", 201L));
  }

  @Test
  void attempt_withAMethodThatNobodyKnows_isNamedHttp() {
    ClientSpan.open(tracer, "BREW", STOCK).answered(200);

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("HTTP");
    assertThat(span.attributes())
        .containsEntry("http.request.method", "_OTHER")
        .containsEntry("http.request.method_original", "BREW");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 304, 399})
  void answer_below400_isNoError(int status) {
    ClientSpan.open(tracer, "GET", STOCK).answered(status);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes()).doesNotContainKey("error.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 499, 500, 503})
  void answer_from400_isAnErrorNamedByItself(int status) {
    ClientSpan.open(tracer, "GET", STOCK).answered(status);

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.statusMessage()).isNull();
    assertThat(span.events()).isEmpty();
    assertThat(span.attributes())
        .containsEntry("error.type", Integer.toString(status))
        .containsEntry("http.response.status_code", (long) status);
  }

  @Test
  void exception_insteadOfAnAnswer_isTheErrorAlsoWhereAFutureWrappedIt() {
    ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
    attempt.failed(new CompletionException(new ConnectException("refused")));

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.attributes())
        .containsEntry("error.type", "java.net.ConnectException")
        .doesNotContainKey("http.response.status_code");
    assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("exception");
  }

  @Test
  void givingUp_isNoError() {
    ClientSpan.open(tracer, "GET", STOCK).failed(new CancellationException());
    SpanRecord cancelled = log.takeOnly();
    ClientSpan.open(tracer, "GET", STOCK).failed(new InterruptedException());
    SpanRecord interrupted = log.takeOnly();

    assertThat(cancelled.failed() || interrupted.failed()).isFalse();
    assertThat(cancelled.attributes()).doesNotContainKey("error.type");
    assertThat(interrupted.attributes()).doesNotContainKey("error.type");
  }

  @Test
  void end_twice_theFirstCounts() {
    ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
    attempt.answered(200);
    attempt.failed(new ConnectException("late"));

    assertThat(attempt.isOpen()).isFalse();
    assertThat(log.takeOnly().failed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://ada:secret@depot.example/a,          http://REDACTED:REDACTED@depot.example/a, 80",
    "https://ada@depot.example/a,                https://REDACTED:REDACTED@depot.example/a, 443",
    "http://depot.example/?token=abc&x=1,        http://depot.example/?token=[redacted]&x=1, 80",
    "https://depot.example:8443/?sig=a&b,        https://depot.example:8443/?sig=[redacted]&b, 8443",
    "https://depot.example/a#access_token=abc,   https://depot.example/a#access_token=[redacted], 443",
    "HTTP://depot.example/%C3%A4%20b,            HTTP://depot.example/%C3%A4%20b, 80",
  })
  void address_holdsNoSecret(String sent, String shown, long port) {
    ClientSpan.open(tracer, "GET", URI.create(sent)).answered(200);

    assertThat(log.takeOnly().attributes())
        .containsEntry("url.full", shown)
        .containsEntry("server.address", "depot.example")
        .containsEntry("server.port", port);
  }

  @Test
  void address_withAHostOutsideOfTheGrammar_isStillNamed() {
    ClientSpan.open(tracer, "GET", URI.create("http://my_depot:81/")).answered(200);

    assertThat(log.takeOnly().attributes()).containsEntry("server.address", "my_depot");
  }

  @Test
  void headers_nameTheAttemptAndNotWhatIsActive() {
    Map<String, String> headers = new HashMap<>(Map.of("TraceParent", "own", "x", "y"));
    try (Span outer = tracer.span("outer")) {
      ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
      attempt.inject(headers, Setter.map());
      assertThat(tracer.active()).contains(outer.context());
      attempt.answered(200);
    }

    SpanRecord attempt = log.take("GET");
    SpanRecord outer = log.takeOnly();
    assertThat(attempt.parentSpanId()).isEqualTo(outer.spanId());
    assertThat(headers)
        .containsOnlyKeys("traceparent", "x")
        .containsEntry(
            "traceparent", "00-" + attempt.traceId().hex() + "-" + attempt.spanId().hex() + "-03");
  }

  @Test
  void attempt_inAnIgnoredRequest_leavesNothingAndPassesTheCallerOn() {
    SpanContext caller =
        new SpanContext(new TraceId(7, 8), new SpanId(9), new TraceFlags(1), TraceState.NONE, true);
    Map<String, String> withCaller = new HashMap<>();
    Map<String, String> withoutCaller = new HashMap<>();
    try (Scope ignored = tracer.ignore(Optional.of(caller))) {
      ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
      attempt.inject(withCaller, Setter.map());
      attempt.answered(500);
    }
    try (Scope ignored = tracer.ignore(Optional.empty())) {
      ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
      attempt.inject(withoutCaller, Setter.map());
      attempt.failed(new ConnectException());
    }

    assertThat(log.takeSpans()).isEmpty();
    assertThat(withCaller)
        .containsOnly(
            entry("traceparent", "00-00000000000000070000000000000008-0000000000000009-01"));
    assertThat(withoutCaller).isEmpty();
  }
}
