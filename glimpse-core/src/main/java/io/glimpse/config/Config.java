package io.glimpse.config;

import io.glimpse.pipeline.OnFull;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.EntryLevel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one Glimpse: for each key the first that is set of system property, environment
 * variable, MicroProfile Config, {@code .env} file, the code's own parameter, OpenTelemetry's
 * variable, and the default. So an operator overrides a developer.
 *
 * <pre>{@code
 * Config config = Config.builder().param("log-path", "target/trace.jsonl").build();
 * config.logPath(); // target/trace.jsonl, unless GLIMPSE_LOG_PATH says otherwise
 * }</pre>
 *
 * <p>Immutable. Nothing is null; what need not be set is an {@link Optional}.
 *
 * @since 0.1
 */
public final class Config {
  private static final Logger LOG = System.getLogger("io.glimpse.config");

  private final Map<ConfigKey<?>, Object> values;
  private final Map<ConfigKey<?>, Object> set;

  private Config(Map<ConfigKey<?>, Object> values, Map<ConfigKey<?>, Object> set) {
    this.values = values;
    this.set = set;
  }

  /** A builder that reads system properties and the environment unless told not to. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether anything is attached at all. */
  public boolean enabled() {
    return get(ConfigKey.ENABLED);
  }

  /** Where the policy is, when it was said. */
  public Optional<String> policy() {
    return find(ConfigKey.POLICY);
  }

  /** What a broken policy or setting does. */
  public OnInvalidPolicy onInvalidPolicy() {
    return get(ConfigKey.ON_INVALID_POLICY);
  }

  /** Where records go; never empty. */
  public List<Destination> destinations() {
    return get(ConfigKey.DEST);
  }

  /** How much is recorded. */
  public EntryLevel level() {
    return get(ConfigKey.LEVEL);
  }

  /** Whether log entries hold the ids of trace, span and parent. */
  public boolean traceId() {
    return get(ConfigKey.TRACE_ID);
  }

  /** The longest text in a record, when it was said here and not left to the policy. */
  public Optional<Integer> maxFieldLength() {
    return find(ConfigKey.MAX_FIELD_LENGTH);
  }

  /** The longest text in a record where neither configuration nor policy says. */
  public static int defaultMaxFieldLength() {
    return ConfigKey.MAX_FIELD_LENGTH.type().read(ConfigKey.MAX_FIELD_LENGTH.defaultText());
  }

  /** What the service is called, when it was said. */
  public Optional<String> serviceName() {
    return find(ConfigKey.SERVICE_NAME);
  }

  /** The file of JSON lines. */
  public Path logPath() {
    return get(ConfigKey.LOG_PATH);
  }

  /** From how many bytes on the file of JSON lines is put aside. */
  public long logMaxSize() {
    return get(ConfigKey.LOG_MAX_SIZE);
  }

  /** From what age of its first record on that file is put aside; empty for any age. */
  public Optional<Duration> logMaxAge() {
    return get(ConfigKey.LOG_MAX_AGE);
  }

  /** How many files of JSON lines that were put aside are kept. */
  public int logKeep() {
    return get(ConfigKey.LOG_KEEP);
  }

  /** The SQLite database. */
  public Path dbPath() {
    return get(ConfigKey.DB_PATH);
  }

  /** How many bytes of the database records may fill. */
  public long dbMaxSize() {
    return get(ConfigKey.DB_MAX_SIZE);
  }

  /** How long records stay in the database. */
  public Duration dbRetention() {
    return get(ConfigKey.DB_RETENTION);
  }

  /** Where OTLP requests go. */
  public URI jaegerEndpoint() {
    return get(ConfigKey.JAEGER_ENDPOINT);
  }

  /** The headers of OTLP requests by name. They may be secrets. */
  public Map<String, String> otlpHeaders() {
    return get(ConfigKey.OTLP_HEADERS);
  }

  /** Whether OTLP requests are compressed. */
  public boolean otlpGzip() {
    return get(ConfigKey.OTLP_GZIP);
  }

  /** How long a request to a server may take. */
  public Duration otlpTimeout() {
    return get(ConfigKey.OTLP_TIMEOUT);
  }

  /** The certificates that the OTLP server's is checked against; empty for the JDK's. */
  public Optional<Path> otlpCertificate() {
    return find(ConfigKey.OTLP_CERTIFICATE);
  }

  /** The key to show the OTLP server, when there is one. */
  public Optional<Path> otlpClientKey() {
    return find(ConfigKey.OTLP_CLIENT_KEY);
  }

  /** The certificate to show the OTLP server, when there is one. */
  public Optional<Path> otlpClientCertificate() {
    return find(ConfigKey.OTLP_CLIENT_CERTIFICATE);
  }

  /** What else was said about this service, by OpenTelemetry's names. */
  public Map<String, String> resourceAttributes() {
    return find(ConfigKey.RESOURCE_ATTRIBUTES).orElse(Map.of());
  }

  /** Where spans for Zipkin go. */
  public URI zipkinEndpoint() {
    return get(ConfigKey.ZIPKIN_ENDPOINT);
  }

  /** The folder for what a server could not take. */
  public Path spoolPath() {
    return find(ConfigKey.SPOOL_PATH)
        .orElseGet(() -> logPath().toAbsolutePath().resolveSibling("glimpse-spool"));
  }

  /** How many bytes may wait there for one server. */
  public long spoolMaxSize() {
    return get(ConfigKey.SPOOL_MAX_SIZE);
  }

  /** How long they may wait there. */
  public Duration spoolMaxAge() {
    return get(ConfigKey.SPOOL_MAX_AGE);
  }

  /** The memory for records on their way, in bytes. */
  public long queueBytes() {
    return get(ConfigKey.QUEUE_BYTES);
  }

  /** How long a record waits at most. */
  public Duration flushInterval() {
    return get(ConfigKey.FLUSH_INTERVAL);
  }

  /** The response header that tells the trace, as it was named; {@code none} for none. */
  public String responseHeader() {
    return get(ConfigKey.RESPONSE_HEADER);
  }

  /** Whether the trace id is put into the log context. */
  public boolean logContext() {
    return get(ConfigKey.LOG_CONTEXT);
  }

  /** What a record meets when the queue is full. */
  public OnFull onFull() {
    return get(ConfigKey.ON_FULL);
  }

  /** How long closing waits at most. */
  public Duration closeTimeout() {
    return get(ConfigKey.CLOSE_TIMEOUT);
  }

  /** How a trace is read from and written to headers, in the order of reading; never empty. */
  public List<Propagator> propagators() {
    return get(ConfigKey.PROPAGATORS);
  }

  /** The interceptor's priority. */
  public int interceptorPriority() {
    return get(ConfigKey.INTERCEPTOR_PRIORITY);
  }

  @SuppressWarnings("unchecked") // the builder put in what the key's own type made
  private <T> T get(ConfigKey<T> key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(key.property() + " has no default");
    }
    return (T) value;
  }

  @SuppressWarnings("unchecked") // the builder put in what the key's own type made
  private <T> Optional<T> find(ConfigKey<T> key) {
    return Optional.ofNullable((T) set.get(key));
  }

  /**
   * Collects the code's own settings. Not for use by several threads.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final Map<String, String> params = new HashMap<>();
    private Surroundings surroundings = Surroundings.ofThisProcess();
    private String envPrefix = "GLIMPSE_";
    private boolean readEnvironment = true;

    private Builder() {}

    /** Sets one key, by its name without prefix. */
    public Builder param(String name, String value) {
      params.put(name, value);
      return this;
    }

    /** Sets several keys, by their names without prefix. */
    public Builder params(Map<String, String> values) {
      params.putAll(values);
      return this;
    }

    /**
     * Whether anything but the code's own parameters is read: system properties, environment
     * variables, MicroProfile Config, {@code .env} files. It is by default.
     */
    public Builder readEnvironment(boolean read) {
      this.readEnvironment = read;
      return this;
    }

    /** What environment variables begin with instead of {@code GLIMPSE_}. */
    public Builder envPrefix(String prefix) {
      this.envPrefix = prefix;
      return this;
    }

    /**
     * Whose MicroProfile Config is asked; the one of the thread's context class loader unless it is
     * said here.
     */
    public Builder application(ClassLoader loader) {
      this.surroundings = surroundings.with(loader);
      return this;
    }

    /** For tests: other places to read than those of this process. */
    Builder surroundings(Surroundings others) {
      this.surroundings = others;
      return this;
    }

    /**
     * Reads every key.
     *
     * @throws ConfigException with all values that cannot be used
     */
    public Config build() {
      List<ConfigProblem> problems = new ArrayList<>();
      Config config = build(problems);
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      return config;
    }

    /**
     * Reads every key and collects the values that cannot be used; in their place the defaults
     * stand, so that whoever goes on looking for problems can.
     */
    public Config build(List<ConfigProblem> problems) {
      return read(problems);
    }

    /** Whether a bad policy or setting must not fail the deployment, as far as can be read. */
    public boolean disablesOnProblems() {
      List<ConfigProblem> unheard = new ArrayList<>();
      return read(ConfigKey.ON_INVALID_POLICY, sources(unheard), unheard)
          == OnInvalidPolicy.DISABLE;
    }

    private Config read(List<ConfigProblem> problems) {
      List<ConfigSource> sources = sources(problems);
      Map<ConfigKey<?>, Object> values = new HashMap<>();
      Map<ConfigKey<?>, Object> set = new HashMap<>();
      for (ConfigKey<?> key : ConfigKey.all()) {
        Object found = read(key, sources, problems);
        if (found != null) {
          set.put(key, found);
          values.put(key, found);
        } else if (!key.defaultText().isEmpty()) {
          values.put(key, key.type().read(key.defaultText()));
        }
      }
      for (ConfigSource source : sources) {
        source.reportUnknown(envPrefix, problems);
      }
      Config config = new Config(values, set);
      if (readEnvironment && config.destinations().contains(Destination.JAEGER)) {
        surroundings.reportOtherProtocol();
      }
      return config;
    }

    private List<ConfigSource> sources(List<ConfigProblem> problems) {
      List<ConfigSource> sources = new ArrayList<>();
      if (readEnvironment) {
        sources.addAll(surroundings.sources(envPrefix, problems));
      }
      sources.add(ConfigSource.code(params));
      return sources;
    }

    /** What was written for another tool must not stop an application because of us. */
    private static void report(
        ConfigSource source, ConfigProblem problem, List<ConfigProblem> problems) {
      if (source.isForeign()) {
        LOG.log(Level.WARNING, "Glimpse goes on as if it were not set: {0}", problem);
      } else {
        problems.add(problem);
      }
    }

    private @Nullable Object read(
        ConfigKey<?> key, List<ConfigSource> sources, List<ConfigProblem> problems) {
      ConfigSource winner = null;
      String text = null;
      for (ConfigSource source : sources) {
        String said = source.find(key);
        if (winner == null) {
          text = said;
          winner = said == null ? null : source;
        } else if (said != null && !said.equals(text)) {
          LOG.log(Level.INFO, "{0} overrides {1}", winner.describe(key), source.describe(key));
        }
      }
      if (winner == null && readEnvironment) {
        winner = surroundings.fallback(key);
        text = winner == null ? null : winner.find(key);
      }
      if (winner == null || text == null) {
        return null;
      }
      try {
        return key.type().read(text);
      } catch (IllegalArgumentException e) {
        report(
            winner,
            new ConfigProblem(
                winner.describe(key), key.type().shown(text), String.valueOf(e.getMessage())),
            problems);
        return null;
      }
    }
  }
}
