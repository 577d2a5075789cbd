package com.acme.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A web application's start, up to the one filter that an initializer registers. */
public final class Registration {
  private Registration() {}

  /** The filter. */
  public static Filter of(ServletContainerInitializer initializer) throws ServletException {
    Filter[] registered = new Filter[1];
    ServletContext context =
        stand(
            ServletContext.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContextPath" -> MemoryRequest.CONTEXT;
                  case "getClassLoader" -> Registration.class.getClassLoader();
                  case "addFilter" -> {
                    registered[0] = (Filter) arguments[1];
                    yield stand(FilterRegistration.Dynamic.class, (it, set, values) -> null);
                  }
                  case "addListener" -> null;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
    initializer.onStartup(null, context);
    if (registered[0] == null) {
      throw new ServletException(initializer + " has registered no filter");
    }
    return registered[0];
  }

  /** Refuses everything. */
  static <T> T refusing(Class<T> type) {
    return stand(
        type,
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException(method.toString());
        });
  }

  private static <T> T stand(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
