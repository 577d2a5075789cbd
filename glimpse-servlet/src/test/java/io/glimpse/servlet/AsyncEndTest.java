package io.glimpse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.http.RequestFacts;
import io.glimpse.http.RequestSpan;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The container's part is played as GlassFish 7 plays it. */
final class AsyncEndTest {
  private int status = 404;
  private @Nullable AsyncListener listener;
  private @Nullable ServletResponse addedWith;

  private final HttpServletRequest request =
      fake(HttpServletRequest.class, (proxy, method, arguments) -> null);
  private final HttpServletResponse response =
      fake(HttpServletResponse.class, (proxy, method, arguments) -> ofTheResponse(arguments));
  private final AsyncContext context =
      fake(
          AsyncContext.class,
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "getRequest" -> request;
                case "getResponse" -> response;
                default -> added(arguments);
              });

  @Test
  void status_ofARequestThatIsListenedTo_isTheApplicationsOwn() throws Exception {
    new AsyncEnd(span(), request, response).listenTo(context);

    event().onComplete(new AsyncEvent(context));

    assertThat(status).isEqualTo(404);
  }

  @Test
  void status_afterAnotherCycle_isTheApplicationsOwn() throws Exception {
    new AsyncEnd(span(), request, response).listenTo(context);

    event().onStartAsync(new AsyncEvent(context));
    event().onComplete(new AsyncEvent(context));

    assertThat(status).isEqualTo(404);
  }

  /** A listener, alone or with its request and response. */
  private @Nullable Object added(Object[] arguments) {
    listener = (AsyncListener) arguments[0];
    addedWith = arguments.length == 3 ? (ServletResponse) arguments[2] : response;
    return null;
  }

  /** Whom the container tells next, when it has done what it does before. */
  private AsyncListener event() {
    if (addedWith instanceof HttpServletResponse http) {
      http.setStatus(200);
    }
    AsyncListener told = listener;
    listener = null;
    if (told == null) {
      throw new AssertionError("nobody listens");
    }
    return told;
  }

  /** It is asked for its status, or given one. */
  private @Nullable Object ofTheResponse(Object @Nullable [] arguments) {
    if (arguments == null) {
      return status;
    }
    status = (int) arguments[0];
    return null;
  }

  /** One that records nothing. */
  private static RequestSpan span() {
    RequestFacts facts =
        new RequestFacts("GET", "http", "/late", null, null, 0, null, null, 0, null, null);
    return RequestSpan.open(Glimpse.current().tracer(), facts, Optional.empty());
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            AsyncEndTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
