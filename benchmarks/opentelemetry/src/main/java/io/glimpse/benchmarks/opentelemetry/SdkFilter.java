package io.glimpse.benchmarks.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would write who has the SDK and a servlet container: a span of kind server with the
 * attributes of the conventions for HTTP. It knows nothing of async requests, further dispatches,
 * paths to ignore, or secrets in a query.
 */
final class SdkFilter implements Filter {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("network.peer.address");
  private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final TextMapPropagator propagator = W3CTraceContextPropagator.getInstance();

  SdkFilter(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    Context caller = propagator.extract(Context.current(), http, Lines.INSTANCE);
    Span span = open(http, caller);
    try (Scope scope = caller.with(span).makeCurrent()) {
      chain.doFilter(request, response);
      close(span, answer.getStatus());
    } catch (Throwable thrown) {
      span.recordException(thrown);
      span.setAttribute(ERROR, thrown.getClass().getName());
      close(span, answer.isCommitted() ? answer.getStatus() : 500);
      throw thrown;
    } finally {
      span.end();
    }
  }

  private Span open(HttpServletRequest request, Context caller) {
    SpanBuilder span =
        tracer
            .spanBuilder(request.getMethod())
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, request.getMethod())
            .setAttribute(SCHEME, request.getScheme())
            .setAttribute(PATH, request.getRequestURI())
            .setAttribute(HOST, request.getServerName())
            .setAttribute(PORT, (long) request.getServerPort())
            .setAttribute(CLIENT, request.getRemoteAddr())
            .setAttribute(PEER, request.getRemoteAddr())
            .setAttribute(PEER_PORT, (long) request.getRemotePort());
    setIfKnown(span, QUERY, request.getQueryString());
    setIfKnown(span, VERSION, version(request.getProtocol()));
    setIfKnown(span, AGENT, request.getHeader("user-agent"));
    return span.startSpan();
  }

  private static void setIfKnown(
      SpanBuilder span, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      SpanBuilder unused = span.setAttribute(key, value);
    }
  }

  private static String version(String protocol) {
    return protocol.substring(protocol.indexOf('/') + 1);
  }

  private static void close(Span span, int status) {
    span.setAttribute(STATUS, (long) status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  /** Where the propagator finds headers. */
  private enum Lines implements TextMapGetter<HttpServletRequest> {
    INSTANCE;

    @Override
    @SuppressWarnings("deprecation") // it has to be there all the same
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
      return request == null ? null : request.getHeader(name);
    }
  }
}
