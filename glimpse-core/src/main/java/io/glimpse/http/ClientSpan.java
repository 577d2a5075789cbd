package io.glimpse.http;

import io.glimpse.propagation.Setter;
import io.glimpse.record.SpanKind;
import io.glimpse.trace.LooseEnd;
import io.glimpse.trace.Span;
import io.glimpse.trace.Tracer;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One attempt to get an answer from another service, named and annotated by OpenTelemetry's
 * conventions (semantic conventions 1.27, HTTP client spans, stable). You want one where you teach
 * Glimpse another HTTP client.
 *
 * <pre>{@code
 * ClientSpan span = ClientSpan.open(tracer, "GET", uri);
 * span.inject(request, Setter.map());
 * try {
 *   span.answered(send(request).status());
 * } catch (IOException thrown) {
 *   span.failed(thrown);
 *   throw thrown;
 * }
 * }</pre>
 *
 * <p>It is a child of the span that is active where it is opened, and never becomes active itself:
 * whoever only learns of the answer, and not of the failure, could not undo that. Exactly one end
 * counts, the first; where none comes it ends as section 9 of the specification says. Any thread
 * may end it. Nothing here throws.
 *
 * @since 0.1
 */
public final class ClientSpan {
  private final Tracer tracer;
  private final Span span;
  private final AtomicBoolean ended = new AtomicBoolean();

  private ClientSpan(Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  /**
   * Opens it below this thread's active span, or as the first of a new trace.
   *
   * @param method as it will be sent
   * @param uri as it will be sent; its credentials and secret parameters are not recorded
   */
  public static ClientSpan open(Tracer tracer, String method, URI uri) {
    RequestMethod known = RequestMethod.of(method);
    Span span =
        tracer.start(
            known.inName(), SpanKind.CLIENT, Optional.empty(), new ClientNotes(tracer, known, uri));
    ClientSpan request = new ClientSpan(tracer, span);
    if (span.isRecorded()) {
      span.atTheLatest(request.new Unanswered());
    }
    return request;
  }

  /**
   * Writes the trace into the request. A header of the same name is replaced, any other stays.
   *
   * @param request the message
   * @param setter sets one header of it; what it throws is counted and costs that header
   */
  public <C> void inject(C request, Setter<C> setter) {
    tracer.inject(span, request, setter);
  }

  /** Whether no end has been seen yet. */
  public boolean isOpen() {
    return !ended.get();
  }

  /** The protocol's version, as {@code 1.1} or {@code 2}. */
  public void protocolVersion(String version) {
    span.attribute("network.protocol.version", version);
  }

  /** The answer came. From 400 on the attempt has failed. */
  public void answered(int status) {
    if (ends()) {
      span.attribute("http.response.status_code", status);
      if (status >= 400) {
        failBecause(Integer.toString(status));
      }
      span.end();
    }
  }

  /**
   * No answer came. Where {@code thrown} says that the application itself gave up, by cancelling or
   * by an interrupt, that is no failure.
   */
  public void failed(Throwable thrown) {
    Throwable reason = unwrapped(thrown);
    if (reason instanceof CancellationException || reason instanceof InterruptedException) {
      abandoned();
    } else if (ends()) {
      span.fail(reason);
      span.attribute("error.type", reason.getClass().getName());
      span.end();
    }
  }

  /** The application no longer wants the answer. */
  public void abandoned() {
    if (ends()) {
      span.end();
    }
  }

  private boolean ends() {
    return ended.compareAndSet(false, true);
  }

  private void failBecause(String errorType) {
    span.fail();
    span.attribute("error.type", errorType);
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean wraps =
        thrown.getClass() == CompletionException.class
            || thrown.getClass() == ExecutionException.class;
    Throwable cause = wraps ? thrown.getCause() : null;
    return cause == null ? thrown : cause;
  }

  /** What becomes of it when no end was seen (specification, section 9). */
  private final class Unanswered implements LooseEnd {
    @Override
    public void enclosingFailed(Throwable thrown) {
      if (ends()) {
        Throwable reason = ProcessingFailure.rootCause(thrown);
        failBecause(reason == null ? RequestMethod.OTHER : reason.getClass().getName());
        span.end();
      }
    }

    @Override
    public void rootEnded() {
      if (ends()) {
        span.attribute("glimpse.unanswered", true);
        span.end();
      }
    }
  }
}
