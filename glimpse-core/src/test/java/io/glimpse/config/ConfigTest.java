package io.glimpse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glimpse.pipeline.OnFull;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.EntryLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sets what: docs/spec.md, section 10. */
final class ConfigTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse.config");

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new java.util.HashMap<>();

  @TempDir private Path folder;
  private Config.Builder builder = Config.builder();

  @BeforeEach
  void onlyOurs() {
    ClassLoader nobody = new ClassLoader(null) {};
    builder = builder.surroundings(new Surroundings(properties, environment, folder, nobody));
  }

  @Test
  void nothingSet_everyKey_hasItsDefault() {
    Config config = builder.build();

    assertThat(config.enabled()).isTrue();
    assertThat(config.policy()).isEmpty();
    assertThat(config.onInvalidPolicy()).isEqualTo(OnInvalidPolicy.FAIL);
    assertThat(config.destinations()).containsExactly(Destination.JSONL);
    assertThat(config.level()).isEqualTo(EntryLevel.INFO);
    assertThat(config.maxFieldLength()).isEmpty();
    assertThat(Config.defaultMaxFieldLength()).isEqualTo(512);
    assertThat(config.serviceName()).isEmpty();
    assertThat(config.logPath()).isEqualTo(Path.of("glimpse.jsonl"));
    assertThat(config.traceId()).isTrue();
    assertThat(config.logMaxSize()).isEqualTo(100 << 20);
    assertThat(config.logMaxAge()).isEmpty();
    assertThat(config.logKeep()).isEqualTo(5);
    assertThat(config.dbPath()).isEqualTo(Path.of("glimpse_traces.db"));
    assertThat(config.dbMaxSize()).isEqualTo(1 << 30);
    assertThat(config.dbRetention()).isEqualTo(Duration.ofDays(7));
    assertThat(config.jaegerEndpoint()).hasToString("http://localhost:4318/v1/traces");
    assertThat(config.otlpHeaders()).isEmpty();
    assertThat(config.otlpGzip()).isFalse();
    assertThat(config.otlpTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.otlpCertificate()).isEmpty();
    assertThat(config.otlpClientKey()).isEmpty();
    assertThat(config.otlpClientCertificate()).isEmpty();
    assertThat(config.resourceAttributes()).isEmpty();
    assertThat(config.zipkinEndpoint()).hasToString("http://localhost:9411/api/v2/spans");
    assertThat(config.spoolPath()).isEqualTo(Path.of("glimpse-spool").toAbsolutePath());
    assertThat(config.spoolMaxSize()).isEqualTo(256 << 20);
    assertThat(config.spoolMaxAge()).isEqualTo(Duration.ofDays(1));
    assertThat(config.queueBytes()).isEqualTo(8 << 20);
    assertThat(config.flushInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.onFull()).isEqualTo(OnFull.DROP);
    assertThat(config.propagators()).containsExactly(Propagator.TRACECONTEXT);
    assertThat(config.responseHeader()).isEqualTo("none");
    assertThat(config.logContext()).isTrue();
    assertThat(config.interceptorPriority()).isEqualTo(1);
    assertThat(log.take()).isEmpty();
  }

  @Test
  void systemProperty_beatsEnvironment_beatsParameter_beatsDefault() {
    builder.param("log-path", "code.jsonl");
    assertThat(builder.build().logPath()).isEqualTo(Path.of("code.jsonl"));

    environment.put("GLIMPSE_LOG_PATH", "environment.jsonl");
    assertThat(builder.build().logPath()).isEqualTo(Path.of("environment.jsonl"));

    properties.setProperty("glimpse.log-path", "property.jsonl");
    assertThat(builder.build().logPath()).isEqualTo(Path.of("property.jsonl"));
  }

  @Test
  void overriddenValues_areNamedWithoutBeingShown() {
    builder.param("service-name", "from-code");
    environment.put("GLIMPSE_SERVICE_NAME", "from-environment");
    properties.setProperty("glimpse.service-name", "from-property");

    builder.build();

    assertThat(log.take())
        .containsExactly(
            "INFO system property glimpse.service-name overrides environment variable"
                + " GLIMPSE_SERVICE_NAME",
            "INFO system property glimpse.service-name overrides parameter service-name");
  }

  @Test
  void blankValue_isUnset_wherever() {
    builder.param("level", "DEBUG");
    environment.put("GLIMPSE_LEVEL", " \t");
    properties.setProperty("glimpse.level", "");

    assertThat(builder.build().level()).isEqualTo(EntryLevel.DEBUG);
    assertThat(log.take()).isEmpty();
  }

  @Test
  void value_withSpaceAround_isTrimmed() {
    properties.setProperty("glimpse.level", "  ERROR ");

    assertThat(builder.build().level()).isEqualTo(EntryLevel.ERROR);
  }

  @Test
  void readEnvironmentFalse_onlyTheCode_isHeard() {
    environment.put("GLIMPSE_LEVEL", "ERROR");
    environment.put("GLIMPSE_RUBBISH", "x");
    properties.setProperty("glimpse.level", "rubbish");

    Config config = builder.readEnvironment(false).param("level", "DEBUG").build();

    assertThat(config.level()).isEqualTo(EntryLevel.DEBUG);
    assertThat(log.take()).isEmpty();
  }

  @Test
  void envPrefix_another_replacesTheUsualOne() {
    environment.put("GLIMPSE_LEVEL", "ERROR");
    environment.put("SHOP_TRACE_LEVEL", "DEBUG");

    assertThat(builder.envPrefix("SHOP_TRACE_").build().level()).isEqualTo(EntryLevel.DEBUG);
  }

  @Test
  void keys_haveThePropertyAndVariableOfTheTable() {
    assertThat(ConfigKey.all())
        .extracting(ConfigKey::property)
        .containsExactly(
            "glimpse.enabled",
            "glimpse.policy",
            "glimpse.on-invalid-policy",
            "glimpse.dest",
            "glimpse.level",
            "glimpse.trace-id",
            "glimpse.max-field-length",
            "glimpse.service-name",
            "glimpse.log-path",
            "glimpse.log-max-size",
            "glimpse.log-max-age",
            "glimpse.log-keep",
            "glimpse.db-path",
            "glimpse.db-max-size",
            "glimpse.db-retention",
            "glimpse.jaeger-endpoint",
            "glimpse.otlp-headers",
            "glimpse.otlp-gzip",
            "glimpse.otlp-timeout",
            "glimpse.otlp-certificate",
            "glimpse.otlp-client-key",
            "glimpse.otlp-client-certificate",
            "glimpse.resource-attributes",
            "glimpse.zipkin-endpoint",
            "glimpse.spool-path",
            "glimpse.spool-max-size",
            "glimpse.spool-max-age",
            "glimpse.queue-bytes",
            "glimpse.flush-interval",
            "glimpse.on-full",
            "glimpse.close-timeout",
            "glimpse.propagators",
            "glimpse.response-header",
            "glimpse.log-context",
            "glimpse.interceptor-priority");
    assertThat(ConfigKey.ON_INVALID_POLICY.variable("GLIMPSE_"))
        .isEqualTo("GLIMPSE_ON_INVALID_POLICY");
  }

  static List<ConfigKey<?>> keys() {
    return ConfigKey.all();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void key_eachOfTheTable_hasADefaultThatItsTypeReadsAndASentence(ConfigKey<?> key) {
    assertThat(key.meaning()).endsWith(".");
    if (!key.defaultText().isEmpty()) {
      assertThat((Object) key.type().read(key.defaultText())).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled           | yes      | Write true or false.",
        "on-invalid-policy | ignore   | Write one of fail, disable.",
        "dest              | kafka    | There is no destination \"kafka\". Known are: jsonl, json, sqlite, jaeger, otlp, zipkin.",
        "dest              | jsonl,   | There is no destination \"\". Known are: jsonl, json, sqlite, jaeger, otlp, zipkin.",
        "level             | WARN     | Write one of ERROR, INFO, DEBUG.",
        "max-field-length  | 15       | Write a whole number from 16 to 65536.",
        "max-field-length  | 65537    | Write a whole number from 16 to 65536.",
        "max-field-length  | many     | Write a whole number from 16 to 65536.",
        "max-field-length  | 99999999999999999999 | Write a whole number from 16 to 65536.",
        "log-max-size      | 1 KiB    | Write from 65536 to 1125899906842624 bytes.",
        "log-max-age       | 1 s      | Write 60000 to 315360000000 ms.",
        "log-max-age       | never    | Write a time such as 500 ms or 5 s.",
        "log-keep          | -1       | Write a whole number from 0 to 10000.",
        "jaeger-endpoint   | localhost:4318 | Write an address such as http://localhost:4318/v1/traces.",
        "jaeger-endpoint   | ftp://x/y | Write an address such as http://localhost:4318/v1/traces.",
        "jaeger-endpoint   | http://x/#y | Leave out what stands behind the #.",
        "zipkin-endpoint   | http:///x | Write an address such as http://localhost:4318/v1/traces.",
        "otlp-gzip         | gzip     | Write true or false.",
        "otlp-timeout      | 1 ms     | Write 10 to 600000 ms.",
        "resource-attributes | a,b=1  | Write key=value, separated by commas.",
        "spool-max-size    | 1 KiB    | Write from 1048576 to 1125899906842624 bytes.",
        "queue-bytes       | 4095     | Write from 4096 to 1073741824 bytes.",
        "queue-bytes       | 2 GiB    | Write from 4096 to 1073741824 bytes.",
        "queue-bytes       | 999999999999999999 GiB | Write from 4096 to 1073741824 bytes.",
        "queue-bytes       | -1       | Write bytes such as 8 MiB.",
        "queue-bytes       | 8 MB     | Write bytes such as 8 MiB.",
        "flush-interval    | 0 s      | Write 1 to 600000 ms.",
        "flush-interval    | 11 m     | Write 1 to 600000 ms.",
        "flush-interval    | 5        | Write a time such as 500 ms or 5 s.",
        "flush-interval    | PT5S     | Write a time such as 500 ms or 5 s.",
        "close-timeout     | 1 d      | Write 0 to 600000 ms.",
        "on-full           | wait     | Write one of drop, block.",
        "propagators       | b3,jaeger | There is no \"jaeger\". Known are: tracecontext, b3, b3multi.",
        "response-header   | X Trace  | Write the name of a header, of letters, digits and dashes.",
        "log-context       | mdc      | Write true or false.",
        "interceptor-priority | -1    | Write a whole number from 0 to 2147483647.",
      })
  void badValue_ofAKnownKey_isAProblemThatSaysWhatToWrite(String key, String value, String remedy) {
    environment.put("GLIMPSE_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), value);

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(builder::build)
        .withMessage(
            "environment variable GLIMPSE_%s: found \"%s\". %s",
            key.toUpperCase(Locale.ROOT).replace('-', '_'), value, remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "otlp-headers, hunter2",
    "otlp-headers, 'api key=hunter2'",
    "otlp-headers, 'Host=hunter2'",
    "otlp-headers, 'api-key=hunter2%0D%0Ax: y'",
    "jaeger-endpoint, ftp://ada:hunter2@collector.example/v1/traces",
    "zipkin-endpoint, http://ada:hunter2@zipkin.example/#x"
  })
  void badValue_thatMayBeASecret_isNotShown(String key, String value) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> builder.param(key, value).build())
        .withMessageContaining("[redacted]")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void spoolPath_notSet_isBesideTheFileOfJsonLines() {
    assertThat(builder.param("log-path", "/var/log/shop/g.jsonl").build().spoolPath())
        .isEqualTo(Path.of("/var/log/shop/glimpse-spool"));
    assertThat(builder.param("spool-path", "here").build().spoolPath()).isEqualTo(Path.of("here"));
  }

  @Test
  void badPath_isAProblem() {
    properties.setProperty("glimpse.log-path", "a\u0000b");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(builder::build)
        .withMessageContaining("Write a path: ");
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 65536",
    "64 KiB, 65536",
    "64kib, 65536",
    "1 MiB, 1048576",
    "4096 B, 4096",
    "1 GiB, 1073741824"
  })
  void bytes_inTheirUnits_areRead(String text, long bytes) {
    assertThat(builder.param("queue-bytes", text).build().queueBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1 ms, 1", "500ms, 500", "2 s, 2000", "3 m, 180000", "0 h, 0", "10 M, 600000"})
  void durations_inTheirUnits_areRead(String text, long millis) {
    assertThat(builder.param("close-timeout", text).build().closeTimeout())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void logMaxAge_isATimeOrNone() {
    assertThat(builder.param("log-max-age", "1 d").build().logMaxAge())
        .contains(Duration.ofDays(1));
    assertThat(builder.param("log-max-age", "None").build().logMaxAge()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"jsonl", "json", "JSONL", "' json , jsonl,JSON'"})
  void destinations_namedTwice_areOne(String text) {
    assertThat(builder.param("dest", text).build().destinations())
        .containsExactly(Destination.JSONL);
  }

  @Test
  void severalBadValues_areOneReportInTheOrderOfTheTable() {
    builder.param("level", "LOUD").param("enabled", "maybe").param("colour", "red");
    properties.setProperty("glimpse.max-field-length", "0");

    List<ConfigProblem> problems = new ArrayList<>();
    Config config = builder.build(problems);

    assertThat(problems)
        .extracting(ConfigProblem::where)
        .containsExactly(
            "parameter enabled",
            "parameter level",
            "system property glimpse.max-field-length",
            "parameters");
    assertThat(config.level()).isEqualTo(EntryLevel.INFO);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(builder::build)
        .satisfies(thrown -> assertThat(thrown.problems()).isEqualTo(problems));
  }

  @Test
  void unknownParameter_isAProblemThatNamesTheNearestAndKeepsItsValueToItself() {
    builder.param("log-pth", "postgres://user:hunter2@host");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(builder::build)
        .withMessage("parameters: found \"log-pth\". There is no such key. Did you mean log-path?");
  }

  @Test
  void unknownSystemProperty_isReportedWithTheNearestKey() {
    properties.setProperty("glimpse.levle", "DEBUG");
    properties.setProperty("other.level", "x");

    assertThat(builder.build().level()).isEqualTo(EntryLevel.INFO);
    assertThat(log.take())
        .containsExactly(
            "WARNING system property glimpse.levle has no effect: there is no such key. Did you"
                + " mean glimpse.level?");
  }

  @Test
  void unknownVariable_isAWarningAndNeverAnError() {
    environment.put("GLIMPSE_SERVICE_PORT_8080_TCP_ADDR_OF_THE_CLUSTER", "10.0.0.7");
    environment.put("GLIMPSE_LOGPATH", "x");

    builder.build();

    assertThat(log.take())
        .containsExactly(
            "WARNING environment variable GLIMPSE_LOGPATH has no effect: there is no such key. Did"
                + " you mean GLIMPSE_LOG_PATH?",
            "WARNING environment variable GLIMPSE_SERVICE_PORT_8080_TCP_ADDR_OF_THE_CLUSTER has no"
                + " effect: there is no such key.");
  }

  @Test
  void disablesOnProblems_saysWhatTheOperatorWants_evenAmongBadValues() {
    assertThat(builder.disablesOnProblems()).isFalse();
    environment.put("GLIMPSE_LEVEL", "LOUD");
    environment.put("GLIMPSE_ON_INVALID_POLICY", "Disable");
    assertThat(builder.disablesOnProblems()).isTrue();
    environment.put("GLIMPSE_ON_INVALID_POLICY", "maybe");
    assertThat(builder.disablesOnProblems()).isFalse();
  }

  @Test
  void params_asAMap_areLikeOneByOne() {
    Config config = builder.params(Map.of("level", "DEBUG", "service-name", "shop")).build();

    assertThat(config.level()).isEqualTo(EntryLevel.DEBUG);
    assertThat(config.serviceName()).contains("shop");
  }

  @Test
  void messages_inALocaleWithOtherDigits_keepTheUsualOnes() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      builder.param("max-field-length", "1");
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(builder::build)
          .withMessageContaining("from 16 to 65536");
    } finally {
      Locale.setDefault(before);
    }
  }
}
