package io.glimpse.config;

import io.glimpse.pipeline.OnFull;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.EntryLevel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set: its name without the prefix, its default and how its text is read. The
 * constants are the whole table, and the code knows no other keys.
 *
 * @param name the key behind {@code glimpse.}, such as {@code log-path}
 * @param defaultText the default as one would write it, empty for none
 * @param meaning one sentence for the documentation
 * @param type how its text is read
 * @param fallbacks settings of other tools that are asked where nothing else says it
 * @param <T> what the text becomes
 */
record ConfigKey<T>(
    String name, String defaultText, String meaning, ValueType<T> type, List<Fallback> fallbacks) {
  private ConfigKey(String name, String defaultText, String meaning, ValueType<T> type) {
    this(name, defaultText, meaning, type, List.of());
  }

  static final ConfigKey<Boolean> ENABLED =
      new ConfigKey<>("enabled", "true", "Whether anything is attached at all.", ValueType.truth());
  static final ConfigKey<String> POLICY =
      new ConfigKey<>(
          "policy",
          "",
          "Where the policy is: a path, or classpath: and a resource name.",
          ValueType.text());
  static final ConfigKey<OnInvalidPolicy> ON_INVALID_POLICY =
      new ConfigKey<>(
          "on-invalid-policy",
          "fail",
          "What a broken policy or setting does: fail the deployment, or disable Glimpse.",
          ValueType.oneOf(OnInvalidPolicy.class));
  static final ConfigKey<List<Destination>> DEST =
      new ConfigKey<>(
          "dest", "jsonl", "Where records go, separated by commas.", Destination.listType());
  static final ConfigKey<EntryLevel> LEVEL =
      new ConfigKey<>(
          "level",
          "INFO",
          "How much is recorded: ERROR only failures, INFO every call, DEBUG with uncut stack"
              + " traces.",
          ValueType.oneOf(EntryLevel.class));
  static final ConfigKey<Boolean> TRACE_ID =
      new ConfigKey<>(
          "trace-id",
          "true",
          "Whether log entries hold the ids of trace, span and parent; call_id stays in any case.",
          ValueType.truth());
  static final ConfigKey<Integer> MAX_FIELD_LENGTH =
      new ConfigKey<>(
          "max-field-length",
          "512",
          "The longest text in a record, in characters, from 16 to 65536.",
          ValueType.number(16, 65_536));
  static final ConfigKey<String> SERVICE_NAME =
      new ConfigKey<>(
          "service-name",
          "",
          "What the service is called in spans. Where nobody says it: the context path of the web"
              + " application, or the name of the application that it is a part of.",
          ValueType.text(),
          List.of(
              Fallback.same("OTEL_SERVICE_NAME"),
              Fallback.entry("OTEL_RESOURCE_ATTRIBUTES", "service.name"),
              Fallback.property("quarkus.application.name")));
  static final ConfigKey<Path> LOG_PATH =
      new ConfigKey<>(
          "log-path",
          "glimpse.jsonl",
          "The file that JSON lines are appended to; its folders are created.",
          ValueType.path());
  static final ConfigKey<Long> LOG_MAX_SIZE =
      new ConfigKey<>(
          "log-max-size",
          "100 MiB",
          "From what size on the file is put aside for a new one.",
          ValueType.bytes(64 << 10, 1L << 50));
  static final ConfigKey<Optional<Duration>> LOG_MAX_AGE =
      new ConfigKey<>(
          "log-max-age",
          "none",
          "From what age of its first record on the file is put aside, or none for any age.",
          ValueType.orNone(ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(3650))));
  static final ConfigKey<Integer> LOG_KEEP =
      new ConfigKey<>(
          "log-keep",
          "5",
          "How many files that were put aside are kept; they are compressed after a while.",
          ValueType.number(0, 10_000));
  static final ConfigKey<Path> DB_PATH =
      new ConfigKey<>(
          "db-path",
          "glimpse_traces.db",
          "The SQLite database; its folders are created.",
          ValueType.path());
  static final ConfigKey<Long> DB_MAX_SIZE =
      new ConfigKey<>(
          "db-max-size",
          "1 GiB",
          "How much of the database records may fill; beyond, the oldest go.",
          ValueType.bytes(1 << 20, 1L << 50));
  static final ConfigKey<Duration> DB_RETENTION =
      new ConfigKey<>(
          "db-retention",
          "7 d",
          "How long records stay in the database.",
          ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(36_500)));
  static final ConfigKey<URI> JAEGER_ENDPOINT =
      new ConfigKey<>(
          "jaeger-endpoint",
          "http://localhost:4318/v1/traces",
          "Where dest=jaeger sends spans, by OTLP over HTTP in JSON: the whole address.",
          new HttpAddress(),
          Otlp.endpoint());
  static final ConfigKey<Map<String, String>> OTLP_HEADERS =
      new ConfigKey<>(
          "otlp-headers",
          "none",
          "Headers of these requests, name=value separated by commas, values percent-encoded where"
              + " they have to be.",
          new HeaderList(),
          Otlp.same("HEADERS"));
  static final ConfigKey<Boolean> OTLP_GZIP =
      new ConfigKey<>(
          "otlp-gzip",
          "false",
          "Whether these requests are compressed.",
          ValueType.truth(),
          Otlp.compression());
  static final ConfigKey<Duration> OTLP_TIMEOUT =
      new ConfigKey<>(
          "otlp-timeout",
          "10 s",
          "How long such a request may take with its answer; one to Zipkin too.",
          ValueType.duration(Duration.ofMillis(10), Duration.ofMinutes(10)),
          Otlp.timeout());
  static final ConfigKey<Path> OTLP_CERTIFICATE =
      new ConfigKey<>(
          "otlp-certificate",
          "",
          "The certificates that the server's is checked against, as a PEM file; the JDK's where"
              + " nobody says it.",
          ValueType.path(),
          Otlp.same("CERTIFICATE"));
  static final ConfigKey<Path> OTLP_CLIENT_KEY =
      new ConfigKey<>(
          "otlp-client-key",
          "",
          "The key that Glimpse shows who it is with, as a PEM file; it goes with"
              + " otlp-client-certificate.",
          ValueType.path(),
          Otlp.same("CLIENT_KEY"));
  static final ConfigKey<Path> OTLP_CLIENT_CERTIFICATE =
      new ConfigKey<>(
          "otlp-client-certificate",
          "",
          "The certificate that belongs to it, with those that vouch for it, as a PEM file.",
          ValueType.path(),
          Otlp.same("CLIENT_CERTIFICATE"));
  static final ConfigKey<Map<String, String>> RESOURCE_ATTRIBUTES =
      new ConfigKey<>(
          "resource-attributes",
          "",
          "What else is to be known about this service, such as"
              + " service.version=2.1,deployment.environment.name=test; only Jaeger is told.",
          ValueType.pairs(),
          List.of(Fallback.same("OTEL_RESOURCE_ATTRIBUTES")));
  static final ConfigKey<URI> ZIPKIN_ENDPOINT =
      new ConfigKey<>(
          "zipkin-endpoint",
          "http://localhost:9411/api/v2/spans",
          "Where dest=zipkin sends spans: the whole address.",
          new HttpAddress(),
          List.of(Fallback.same("OTEL_EXPORTER_ZIPKIN_ENDPOINT")));
  static final ConfigKey<Path> SPOOL_PATH =
      new ConfigKey<>(
          "spool-path",
          "",
          "The folder for what a server that is away could not take, made when there is any; where"
              + " nobody says it: glimpse-spool beside log-path.",
          ValueType.path());
  static final ConfigKey<Long> SPOOL_MAX_SIZE =
      new ConfigKey<>(
          "spool-max-size",
          "256 MiB",
          "How much may wait there for one server; beyond, the oldest goes.",
          ValueType.bytes(1 << 20, 1L << 50));
  static final ConfigKey<Duration> SPOOL_MAX_AGE =
      new ConfigKey<>(
          "spool-max-age",
          "1 d",
          "How long it may wait there.",
          ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(3650)));
  static final ConfigKey<Long> QUEUE_BYTES =
      new ConfigKey<>(
          "queue-bytes",
          "8 MiB",
          "The memory that holds records on their way, and the backlog of each destination.",
          ValueType.bytes(4096, 1L << 30));
  static final ConfigKey<Duration> FLUSH_INTERVAL =
      new ConfigKey<>(
          "flush-interval",
          "1 s",
          "How long a record waits at most before it is written.",
          ValueType.duration(Duration.ofMillis(1), Duration.ofMinutes(10)));
  static final ConfigKey<OnFull> ON_FULL =
      new ConfigKey<>(
          "on-full",
          "drop",
          "What happens when the queue is full: drop the record, or block for a second at most.",
          ValueType.oneOf(OnFull.class));
  static final ConfigKey<Duration> CLOSE_TIMEOUT =
      new ConfigKey<>(
          "close-timeout",
          "5 s",
          "How long the end of the application waits for the last records.",
          ValueType.duration(Duration.ZERO, Duration.ofMinutes(10)));
  static final ConfigKey<List<Propagator>> PROPAGATORS =
      new ConfigKey<>(
          "propagators",
          "tracecontext",
          "How a trace crosses to other services, separated by commas: tracecontext, b3, b3multi."
              + " Requests are read by the first that finds something and sent with all.",
          ValueType.someOf(Propagator.class));
  static final ConfigKey<String> RESPONSE_HEADER =
      new ConfigKey<>(
          "response-header",
          "none",
          "The response header that tells the trace: traceresponse, server-timing, a name of one's"
              + " own for the bare trace id, or none.",
          ValueType.headerName());
  static final ConfigKey<Boolean> LOG_CONTEXT =
      new ConfigKey<>(
          "log-context",
          "true",
          "Whether the trace id is put into the MDC of SLF4J and JBoss Logging as trace_id.",
          ValueType.truth());
  static final ConfigKey<Integer> INTERCEPTOR_PRIORITY =
      new ConfigKey<>(
          "interceptor-priority",
          "1",
          "The interceptor's priority; a smaller one runs outside the others.",
          ValueType.number(0, Integer.MAX_VALUE));

  private static final List<ConfigKey<?>> ALL =
      List.of(
          ENABLED,
          POLICY,
          ON_INVALID_POLICY,
          DEST,
          LEVEL,
          TRACE_ID,
          MAX_FIELD_LENGTH,
          SERVICE_NAME,
          LOG_PATH,
          LOG_MAX_SIZE,
          LOG_MAX_AGE,
          LOG_KEEP,
          DB_PATH,
          DB_MAX_SIZE,
          DB_RETENTION,
          JAEGER_ENDPOINT,
          OTLP_HEADERS,
          OTLP_GZIP,
          OTLP_TIMEOUT,
          OTLP_CERTIFICATE,
          OTLP_CLIENT_KEY,
          OTLP_CLIENT_CERTIFICATE,
          RESOURCE_ATTRIBUTES,
          ZIPKIN_ENDPOINT,
          SPOOL_PATH,
          SPOOL_MAX_SIZE,
          SPOOL_MAX_AGE,
          QUEUE_BYTES,
          FLUSH_INTERVAL,
          ON_FULL,
          CLOSE_TIMEOUT,
          PROPAGATORS,
          RESPONSE_HEADER,
          LOG_CONTEXT,
          INTERCEPTOR_PRIORITY);

  /** The table, in the order of the documentation. */
  static List<ConfigKey<?>> all() {
    return ALL;
  }

  /** By name: the JDK's own would put together code for all components while the JVM starts. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigKey<?> key && name.equals(key.name);
  }

  /** The system property: {@code glimpse.log-path}. */
  String property() {
    return "glimpse." + name;
  }

  /** The environment variable: {@code GLIMPSE_LOG_PATH}, or with another prefix. */
  String variable(String prefix) {
    return prefix + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
