package io.glimpse.servlet;

import io.glimpse.Glimpse;
import io.glimpse.context.SpanContext;
import io.glimpse.http.RequestSpan;
import io.glimpse.http.ResponseHeader;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Tracer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the root span of a request at its first dispatch, makes it active during every dispatch,
 * and ends it when the response is complete.
 *
 * <p>The span lies in a request attribute, so that error and async dispatches of the same request
 * go on with it and never open a second one. A request that goes asynchronous is ended by its
 * {@link AsyncEnd}; any other one here, with the status that the container is about to send.
 */
final class GlimpseFilter implements Filter {
  private final Tracer tracer;
  private final Glimpse glimpse;
  private final @Nullable ResponseHeader told;

  GlimpseFilter(Glimpse glimpse) {
    this.tracer = glimpse.tracer();
    this.glimpse = glimpse;
    this.told = ResponseHeader.named(glimpse.config().responseHeader()).orElse(null);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!glimpse.isEnabled()
        || !(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    RequestSpan known = known(http);
    if (known != null) {
      again(known, http, answer, chain);
      return;
    }
    if (isIgnored(http)) {
      IgnoredRequest unrecorded = new IgnoredRequest(http, tracer, caller(http));
      try (Scope scope = unrecorded.activate()) {
        chain.doFilter(unrecorded, response);
      }
      return;
    }
    RequestSpan opened = open(http, answer);
    if (opened == null) {
      chain.doFilter(request, response);
    } else {
      first(opened, http, answer, chain);
    }
  }

  /** One that is, is marked: it stays ignored, also on the way to an error page. */
  private boolean isIgnored(HttpServletRequest request) {
    try {
      if (RequestSpan.IGNORED.equals(request.getAttribute(RequestSpan.KEY))) {
        return true;
      }
      boolean matches = glimpse.ignoredPaths().matches(ServletFacts.pathBelowContext(request));
      if (matches) {
        request.setAttribute(RequestSpan.KEY, RequestSpan.IGNORED);
      }
      return matches;
    } catch (Throwable fault) {
      tracer.reportFault(fault);
      return false;
    }
  }

  private Optional<SpanContext> caller(HttpServletRequest request) {
    return tracer.extract(request, GlimpseFilter::lines);
  }

  private static @Nullable RequestSpan known(HttpServletRequest request) {
    return request.getAttribute(RequestSpan.KEY) instanceof RequestSpan span ? span : null;
  }

  private @Nullable RequestSpan open(HttpServletRequest request, HttpServletResponse response) {
    try {
      RequestSpan span = RequestSpan.open(tracer, ServletFacts.of(request), caller(request));
      String mapping = ServletFacts.mapping(request);
      if (mapping != null) {
        span.route(request.getContextPath() + mapping);
      }
      if (told != null) {
        response.addHeader(told.name(), told.value(span.span().context()));
      }
      request.setAttribute(RequestSpan.KEY, span);
      return span;
    } catch (Throwable fault) {
      tracer.reportFault(fault);
      return null;
    }
  }

  /** Nearly always none or one, and then there is no list to be grown. */
  private static List<String> lines(HttpServletRequest request, String name) {
    Enumeration<String> lines = request.getHeaders(name);
    if (!lines.hasMoreElements()) {
      return List.of();
    }
    String first = lines.nextElement();
    if (!lines.hasMoreElements()) {
      return List.of(first);
    }
    List<String> several = new ArrayList<>();
    several.add(first);
    lines.asIterator().forEachRemaining(several::add);
    return several;
  }

  private void first(
      RequestSpan span, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    WatchedRequest watched = new WatchedRequest(request, response, span);
    try (Scope scope = span.activate()) {
      chain.doFilter(watched, response);
    } catch (Throwable thrown) {
      int status = Escaped.note(thrown, response, span);
      if (!watched.isAsync()) {
        span.end(response.isCommitted() ? response.getStatus() : status);
      }
      throw thrown;
    }
    if (!watched.isAsync()) {
      span.end(response.getStatus());
    }
  }

  /** An async or error dispatch of a request whose span is open, or has ended with its status. */
  private static void again(
      RequestSpan span, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try (Scope scope = span.activate()) {
      chain.doFilter(new WatchedRequest(request, response, span), response);
    } catch (Throwable thrown) {
      int unused = Escaped.note(thrown, response, span);
      throw thrown;
    }
  }
}
