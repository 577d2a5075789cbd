package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.record.FunctionName;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import io.glimpse.trace.LooseEnd;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Span;
import io.glimpse.trace.SpanLog;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a request whose end nobody has seen (specification, section 9). */
final class UnansweredTest {
  private static final URI STOCK = URI.create("http://depot.example/stock");
  private static final @Nullable Object[] NONE = {};

  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final TracedFunction function =
      tracer.function(
          FunctionName.of("com.acme.Stock", "ask", null), List.of(), Set.of(), void.class);

  private OpenCall call() {
    return Objects.requireNonNull(tracer.open(function, NONE));
  }

  private SpanRecord takeAttempt() {
    SpanRecord attempt = log.take("GET");
    log.ignoreRecords();
    return attempt;
  }

  @Test
  void function_thatFailsByAProcessingException_endsItsRequestWithTheRootCause() {
    OpenCall asking = call();
    ClientSpan.open(tracer, "GET", STOCK);
    asking.failed(new ProcessingException(new ConnectException("refused")));

    assertThat(log.takeSpans())
        .extracting(SpanRecord::name)
        .as("the child ends before its parent")
        .containsExactly("GET", "Stock.ask");
    log.ignoreRecords();
  }

  @Test
  void errorType_isTheRootCauseAlsoWhereTheProcessingExceptionIsWrapped() {
    OpenCall asking = call();
    ClientSpan.open(tracer, "GET", STOCK);
    asking.failed(
        new ExecutionException(
            new ProcessingException(new RuntimeException(new ConnectException("refused")))));

    SpanRecord attempt = takeAttempt();
    assertThat(attempt.failed()).isTrue();
    assertThat(attempt.attributes())
        .containsEntry("error.type", "java.net.ConnectException")
        .doesNotContainKey("glimpse.unanswered");
  }

  @Test
  void errorType_ofAProcessingExceptionWithoutACause_isItself() {
    OpenCall asking = call();
    ClientSpan.open(tracer, "GET", STOCK);
    asking.failed(new ProcessingException("no provider"));

    assertThat(takeAttempt().attributes())
        .containsEntry("error.type", "jakarta.ws.rs.ProcessingException");
  }

  @Test
  void errorType_ofAnyOtherException_isOther() {
    OpenCall asking = call();
    ClientSpan.open(tracer, "GET", STOCK);
    asking.failed(new IllegalStateException("of its own"));

    SpanRecord attempt = takeAttempt();
    assertThat(attempt.failed()).isTrue();
    assertThat(attempt.attributes()).containsEntry("error.type", "_OTHER");
    assertThat(attempt.events()).isEmpty();
  }

  @Test
  void cause_thatRunsTheApplicationsCode_isNotAskedFor() {
    OpenCall asking = call();
    ClientSpan.open(tracer, "GET", STOCK);
    asking.failed(
        new ProcessingException("own") {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Throwable getCause() {
            throw new AssertionError("asked");
          }
        });

    assertThat((String) takeAttempt().attributes().get("error.type"))
        .startsWith(getClass().getName());
  }

  @Test
  void blockOpenedByHand_thatFails_endsItsRequestToo() {
    try (Span block = tracer.span("block")) {
      ClientSpan.open(tracer, "GET", STOCK);
      block.fail(new ProcessingException(new ConnectException("refused")));
    }

    assertThat(takeAttempt().attributes()).containsEntry("error.type", "java.net.ConnectException");
  }

  @Test
  void exception_ofAnotherFunction_leavesTheRequestOpen() {
    try (Span root = tracer.span("root")) {
      OpenCall asking = call();
      ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
      asking.returned(null);
      call().failed(new IllegalStateException("somebody else"));
      assertThat(attempt.isOpen()).isTrue();
      attempt.answered(200);
    }

    assertThat(takeAttempt().failed()).isFalse();
  }

  @Test
  void root_thatEnds_endsEveryRequestWithAMarkAndNoError() {
    Span root = tracer.span("root");
    OpenCall asking = call();
    ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
    asking.returned(null);
    root.close();
    attempt.answered(500);

    SpanRecord span = takeAttempt();
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes())
        .containsEntry("glimpse.unanswered", true)
        .doesNotContainKeys("error.type", "http.response.status_code");
  }

  @Test
  void root_thatIsAFunction_endsEveryRequestWhetherItReturnsOrFails() {
    OpenCall returning = call();
    ClientSpan.open(tracer, "GET", STOCK);
    returning.returned(null);
    assertThat(takeAttempt().attributes()).containsEntry("glimpse.unanswered", true);

    OpenCall failing = call();
    try (Span inner = tracer.span("inner")) {
      ClientSpan.open(tracer, "GET", STOCK);
    }
    failing.failed(new IllegalStateException());
    SpanRecord attempt = takeAttempt();
    assertThat(attempt.failed()).as("its own enclosing span did not fail").isFalse();
    assertThat(attempt.attributes()).containsEntry("glimpse.unanswered", true);
  }

  @Test
  void request_ofAnotherThread_endsWithItsRootToo() {
    Span root = tracer.span("root");
    CompletableFuture.runAsync(
            tracer.wrap(
                () -> {
                  ClientSpan unused = ClientSpan.open(tracer, "GET", STOCK);
                }))
        .join();
    root.close();

    assertThat(takeAttempt().attributes()).containsEntry("glimpse.unanswered", true);
  }

  @Test
  void request_thatWasAnswered_isForgottenByItsRoot() {
    try (Span root = tracer.span("root")) {
      for (int i = 0; i < 2_000; i++) {
        ClientSpan.open(tracer, "GET", STOCK).answered(200);
      }
      log.ignoreRecords();
      ClientSpan.open(tracer, "GET", STOCK);
    }

    assertThat(takeAttempt().attributes()).containsEntry("glimpse.unanswered", true);
  }

  @Test
  void request_beyondTheBound_staysOpenUntilItsAnswer() {
    Span root = tracer.span("root");
    for (int i = 0; i < 1_000; i++) {
      ClientSpan.open(tracer, "GET", STOCK);
    }
    ClientSpan oneMore = ClientSpan.open(tracer, "POST", STOCK);
    root.close();
    assertThat(log.takeSpans()).hasSize(1_001);
    assertThat(oneMore.isOpen()).isTrue();
    oneMore.answered(200);

    assertThat(log.takeOnly().name()).isEqualTo("POST");
  }

  @Test
  void request_withoutAnythingAround_isItsOwnRootAndWaitsForItsAnswer() {
    ClientSpan attempt = ClientSpan.open(tracer, "GET", STOCK);
    attempt.answered(200);

    SpanRecord span = log.takeOnly();
    assertThat(span.parentSpanId()).isNull();
    assertThat(span.attributes()).doesNotContainKey("glimpse.unanswered");
  }

  @Test
  void looseEnd_thatThrows_costsNothingElse() {
    try (Span root = tracer.span("root")) {
      Span child = tracer.start("child", SpanKind.INTERNAL, Optional.empty());
      child.atTheLatest(
          new LooseEnd() {
            @Override
            public void enclosingFailed(Throwable thrown) {}

            @Override
            public void rootEnded() {
              throw new IllegalStateException("broken");
            }
          });
    }

    assertThat(log.takeFaults()).isEqualTo(1);
    assertThat(log.takeOnly().name()).isEqualTo("root");
  }

  @Test
  void scopeOfAnAttemptsParent_isUntouched() {
    try (Span root = tracer.span("root");
        Scope again = root.activate()) {
      ClientSpan.open(tracer, "GET", STOCK).answered(200);
      assertThat(tracer.active()).contains(root.context());
    }
    log.ignoreRecords();
  }
}
