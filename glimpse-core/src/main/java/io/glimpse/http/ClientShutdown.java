package io.glimpse.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The five ways to end an {@code HttpClient}, which it has since Java 21. They are called by name,
 * since Glimpse is compiled for 17; there nobody can call them.
 */
final class ClientShutdown {
  private final HttpClient client;

  ClientShutdown(HttpClient client) {
    this.client = client;
  }

  void begin() {
    Object unused = uninterrupted("shutdown");
  }

  void now() {
    Object unused = uninterrupted("shutdownNow");
  }

  void close() {
    Object unused = uninterrupted("close");
  }

  boolean isDone() {
    return Boolean.TRUE.equals(uninterrupted("isTerminated"));
  }

  boolean await(Duration atMost) throws InterruptedException {
    return Boolean.TRUE.equals(call("awaitTermination", new Class<?>[] {Duration.class}, atMost));
  }

  private @Nullable Object uninterrupted(String name) {
    try {
      return call(name, new Class<?>[0]);
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private @Nullable Object call(String name, Class<?>[] types, Object... arguments)
      throws InterruptedException {
    try {
      Method method = HttpClient.class.getMethod(name, types);
      return method.invoke(client, arguments);
    } catch (NoSuchMethodException | IllegalAccessException before21) {
      throw new UnsupportedOperationException("HttpClient." + name, before21);
    } catch (InvocationTargetException thrown) {
      return rethrow(thrown.getCause());
    }
  }

  private static @Nullable Object rethrow(@Nullable Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    if (cause instanceof RuntimeException fault) {
      throw fault;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(cause); // They declare nothing else.
  }
}
