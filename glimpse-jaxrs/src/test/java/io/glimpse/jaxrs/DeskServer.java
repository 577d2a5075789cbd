package io.glimpse.jaxrs;

import com.acme.desk.Desk;
import com.acme.desk.Doorkeeper;
import com.acme.desk.Guarded;
import com.acme.desk.Occupied;
import com.acme.desk.Spoilt;
import com.sun.net.httpserver.HttpServer;
import io.glimpse.Glimpse;
import io.glimpse.Lease;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/**
 * The desk on a real server without a servlet layer, whose requests all come on one and the same
 * thread, and what it left in its file.
 */
final class DeskServer implements AutoCloseable {
  /** The servers. */
  enum On {
    /** The JDK's own; it has no asynchronous requests. */
    JDK_HTTP,
    /** Grizzly. */
    GRIZZLY,
    /** The filters registered by hand and no feature: what is left where Jersey is not. */
    FILTERS_ALONE
  }

  private static final String POLICY =
      """
      {"version":"1.0","package_trees":["com.acme.desk"],"http":{"exclude_paths":["/desk/hello/nobody"]}}
      """;

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final ExecutorService thread = Executors.newFixedThreadPool(1);
  private final Path file;
  private final URI root;
  private final @Nullable Lease lease;
  private final Runnable stop;

  DeskServer(On on, Path folder, Map<String, String> more, Class<?>... components)
      throws IOException {
    file = folder.resolve("glimpse.jsonl");
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, POLICY);
    settings.put("glimpse.policy", policy.toString());
    settings.put("glimpse.log-path", file.toString());
    settings.put("glimpse.flush-interval", "10 ms");
    settings.putAll(more);
    settings.forEach(System::setProperty);
    boolean alone = on == On.FILTERS_ALONE;
    lease = alone ? Glimpse.lease("test", getClass().getClassLoader()) : null;
    ResourceConfig config =
        new ResourceConfig(
                Desk.class,
                Doorkeeper.class,
                Guarded.Guard.class,
                Occupied.Mapper.class,
                Spoilt.Spoiler.class)
            .property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, alone)
            .registerClasses(components);
    root = UriBuilder.fromUri("http://127.0.0.1/").port(freePort()).build();
    stop = on == On.JDK_HTTP ? jdkHttp(config) : grizzly(config);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Runnable jdkHttp(ResourceConfig config) {
    HttpServer server = JdkHttpServerFactory.createHttpServer(root, config, false);
    server.setExecutor(thread);
    server.start();
    return () -> server.stop(0);
  }

  private Runnable grizzly(ResourceConfig config) throws IOException {
    var server = GrizzlyHttpServerFactory.createHttpServer(root, config, false);
    for (NetworkListener listener : server.getListeners()) {
      listener.getTransport().setWorkerThreadPool(thread);
    }
    server.start();
    return server::shutdownNow;
  }

  /** The answer to a request; headers in pairs. */
  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Whether the thread of the requests has no span any more. */
  boolean isClean() throws Exception {
    return thread
        .submit(() -> Glimpse.current().tracer().active().isEmpty())
        .get(20, TimeUnit.SECONDS);
  }

  /** As the thread would be if the server had another one for the next request. */
  void resetThread() throws Exception {
    thread.submit(() -> Glimpse.current().tracer().reset()).get(20, TimeUnit.SECONDS);
  }

  /** Everything recorded until now. */
  List<JsonObject> records() throws IOException, InterruptedException {
    if (!Glimpse.current().flush(Duration.ofSeconds(10))) {
      throw new AssertionError("not flushed within 10 s");
    }
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(DeskServer::parse).toList()
        : List.of();
  }

  private static JsonObject parse(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    stop.run();
    if (lease != null) {
      lease.close();
    }
    thread.shutdownNow();
    settings.keySet().forEach(System::clearProperty);
  }
}
