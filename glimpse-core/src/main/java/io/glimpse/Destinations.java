package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.config.Destination;
import io.glimpse.delivery.BodyFormat;
import io.glimpse.delivery.Bounds;
import io.glimpse.delivery.DeliveringWriter;
import io.glimpse.delivery.Endpoint;
import io.glimpse.delivery.Spooling;
import io.glimpse.delivery.Tls;
import io.glimpse.jsonl.JsonlWriter;
import io.glimpse.jsonl.Rotation;
import io.glimpse.otlp.OtlpFormat;
import io.glimpse.otlp.Resource;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.sqlite.Retention;
import io.glimpse.sqlite.SqliteWriter;
import io.glimpse.version.GlimpseVersion;
import io.glimpse.zipkin.ZipkinFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The destinations that a configuration names: what can be found wrong with them before anything is
 * opened, and their writers, which are made anew each time Glimpse is opened.
 */
final class Destinations {
  private final Config config;

  Destinations(Config config) {
    this.config = config;
  }

  /** What would keep one from working whatever happens. */
  void check(List<String> problems) {
    List<Destination> wanted = config.destinations();
    if (wanted.contains(Destination.SQLITE) && !SqliteWriter.hasDriver()) {
      problems.add(
          "glimpse.dest: found \"sqlite\", and no driver for it. Add the dependency"
              + " org.xerial:sqlite-jdbc to the application, or leave sqlite out.");
    }
    if (wanted.contains(Destination.JAEGER)) {
      try {
        Tls unused = tls();
      } catch (IOException e) {
        problems.add(
            "glimpse.otlp-certificate, glimpse.otlp-client-key, glimpse.otlp-client-certificate: "
                + e.getMessage());
      }
    }
  }

  List<RecordWriter> writers() {
    return new ArrayList<>(config.destinations().stream().map(this::writer).toList());
  }

  private RecordWriter writer(Destination destination) {
    return switch (destination) {
      case JSONL -> JsonlWriter.to(config.logPath(), rotation());
      case SQLITE ->
          SqliteWriter.to(config.dbPath(), new Retention(config.dbMaxSize(), config.dbRetention()));
      case JAEGER -> jaeger();
      case ZIPKIN ->
          delivering(Destination.ZIPKIN, new ZipkinFormat(), endpoint(config.zipkinEndpoint()));
    };
  }

  private Rotation rotation() {
    return Rotation.of(
        config.logMaxSize(),
        config.logMaxAge().orElse(null),
        config.logKeep(),
        config.flushInterval());
  }

  private RecordWriter jaeger() {
    String name = Destination.JAEGER.toString();
    try {
      Endpoint endpoint =
          endpoint(config.jaegerEndpoint())
              .withHeaders(config.otlpHeaders())
              .withGzip(config.otlpGzip())
              .withTls(tls());
      BodyFormat format = new OtlpFormat(() -> Resource.ofThisProcess(config.resourceAttributes()));
      return delivering(Destination.JAEGER, format, endpoint);
    } catch (IOException filesHaveGoneSinceTheStart) {
      return new Broken(name, filesHaveGoneSinceTheStart);
    }
  }

  private Endpoint endpoint(URI address) {
    return Endpoint.at(address)
        .withTimeout(config.otlpTimeout())
        .withUserAgent("Glimpse/" + GlimpseVersion.current());
  }

  /** Null where nothing is said, so that the JVM's own settings count. */
  private @Nullable Tls tls() throws IOException {
    Path trusted = config.otlpCertificate().orElse(null);
    Path key = config.otlpClientKey().orElse(null);
    Path certificate = config.otlpClientCertificate().orElse(null);
    return trusted == null && key == null && certificate == null
        ? null
        : Tls.fromPem(trusted, key, certificate);
  }

  /** Three quarters of the time to close are for the server; then the disk gets what is left. */
  private RecordWriter delivering(Destination name, BodyFormat format, Endpoint endpoint) {
    Duration close = config.closeTimeout().multipliedBy(3).dividedBy(4);
    return DeliveringWriter.to(
        name.toString(),
        format,
        endpoint,
        Bounds.of(config.queueBytes(), close),
        new Spooling(config.spoolPath(), config.spoolMaxSize(), config.spoolMaxAge()));
  }

  /** What was there when the application started, and is no longer when Glimpse is opened again. */
  private record Broken(String name, IOException reason) implements RecordWriter {
    @Override
    public void write(RecordBatch batch) throws IOException {
      throw reason;
    }
  }
}
