package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.trace.LooseEnd;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * The function of a resource that is no bean, under way. Its response ends it, which may come on
 * another thread; what is said twice counts once.
 *
 * <p>It travels as a property of the request. Servers keep those in maps that are not made for two
 * threads, so the thread that responds may not find it. Then it ends with the request.
 */
final class ResourceCall implements LooseEnd {
  private final Span span;
  private final Scope scope;

  private ResourceCall(Span span) {
    this.span = span;
    this.scope = span.activate();
  }

  static ResourceCall of(Span span) {
    ResourceCall call = new ResourceCall(span);
    span.atTheLatest(call);
    return call;
  }

  /** An exception that nobody mapped. */
  void escaped(Throwable thrown) {
    Span unused = span.fail(thrown);
  }

  void responded(int status, @Nullable Object entity) {
    try {
      if (status >= 500) {
        Span unused = span.fail();
      }
      span.end(entity);
      scope.close();
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
    }
  }

  @Override
  public void enclosingFailed(Throwable thrown) {
    span.fail(thrown).end();
  }

  @Override
  public void rootEnded() {
    span.end();
  }
}
