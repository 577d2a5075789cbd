package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.thread.GlimpseThreads;
import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Brings bodies to an endpoint over HTTP/1.1, by a client of its own that follows no redirect and
 * goes through the proxy that the JVM is told to use.
 *
 * <p>The client is made for the first request. None of its threads knows an application: those that
 * it borrows are ours and end here; the one that it makes itself has the platform's class loader as
 * context, and ends with the client, which is let go here, since before Java 21 it cannot be
 * closed.
 */
final class Courier implements AutoCloseable {
  /** Compressed bodies may be larger than usual once; that much is not kept. */
  private static final int KEPT = 2 << 20;

  private final String name;
  private final Endpoint endpoint;
  private final String contentType;
  private final InstantSource clock;
  private final Gzip gzip = new Gzip();
  private @Nullable HttpClient client;
  private @Nullable ExecutorService threads;
  private ByteBuilder packed = new ByteBuilder(0);
  private final AtomicInteger threadCount = new AtomicInteger();

  Courier(String name, Endpoint endpoint, String contentType, InstantSource clock) {
    this.name = name;
    this.endpoint = endpoint;
    this.contentType = contentType;
    this.clock = clock;
  }

  /** Sends these bytes; {@code onEnd} is called by any thread when there is nothing to wait for. */
  Exchange post(byte[] bytes, int from, int length, Runnable onEnd) {
    ArrayPublisher body =
        endpoint.gzip() ? packed(bytes, from, length) : new ArrayPublisher(bytes, from, length);
    HttpRequest request = endpoint.request(contentType).POST(body).build();
    Answer answer = new Answer();
    CompletableFuture<HttpResponse<byte[]>> future = client().sendAsync(request, answer);
    Object unused = future.whenComplete((response, thrown) -> onEnd.run());
    return new Exchange(future, answer, body, endpoint, clock);
  }

  private ArrayPublisher packed(byte[] bytes, int from, int length) {
    packed.truncate(0);
    gzip.compress(bytes, from, length, packed);
    return new ArrayPublisher(packed.array(), 0, packed.size());
  }

  /** Whether the bytes that were sent may be written over, now that the exchange is done. */
  boolean isFree(Exchange done) {
    boolean read = done.hasReadItsBody();
    if (!endpoint.gzip()) {
      return read;
    }
    if (!read || packed.capacity() > KEPT) {
      packed = new ByteBuilder(KEPT / 32);
    }
    return true;
  }

  private HttpClient client() {
    HttpClient known = client;
    if (known != null) {
      return known;
    }
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(pool);
    Tls tls = endpoint.tls();
    if (tls != null) {
      builder.sslContext(tls.context());
    }
    threads = pool;
    HttpClient made = underThePlatform(builder);
    client = made;
    return made;
  }

  private Thread thread(Runnable work) {
    return GlimpseThreads.daemon(
        "glimpse-" + name + "-http-" + threadCount.incrementAndGet(), work);
  }

  /** The thread that the client starts keeps the context class loader of whoever builds it. */
  private static HttpClient underThePlatform(HttpClient.Builder builder) {
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    here.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return builder.build();
    } finally {
      here.setContextClassLoader(before);
    }
  }

  /** Ends the client and its threads; nothing may be under way. */
  @Override
  public void close() {
    HttpClient known = client;
    client = null;
    if (known != null) {
      shutDown(known);
    }
    ExecutorService pool = threads;
    threads = null;
    if (pool != null) {
      pool.shutdown();
    }
    gzip.close();
  }

  /** Possible since Java 21; before, it ends when nobody refers to it any more. */
  private static void shutDown(HttpClient client) {
    try {
      Object unused = HttpClient.class.getMethod("shutdownNow").invoke(client);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException before21) {
      // It is let go.
    }
  }
}
