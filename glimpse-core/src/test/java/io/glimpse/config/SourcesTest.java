package io.glimpse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glimpse.record.EntryLevel;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The places outside of the code that settings come from, each a real one. */
final class SourcesTest {
  @RegisterExtension final LogLines log = new LogLines("io.glimpse.config");

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private final ClassLoader application = new ClassLoader(null) {};
  private final ConfigProviderResolver server = ConfigProviderResolver.instance();

  @TempDir private Path folder;

  @AfterEach
  void forgetTheApplication() {
    server.releaseConfig(server.getConfig(application));
  }

  @Test
  void sources_allSayingSomething_countInTheOrderOfTheSpecification() throws IOException {
    Config.Builder builder = builder().param("service-name", "code");
    environment.put("OTEL_SERVICE_NAME", "opentelemetry");
    assertThat(builder.build().serviceName()).contains("code");

    write(".env", "GLIMPSE_SERVICE_NAME=every-stage\n");
    assertThat(builder.build().serviceName()).contains("every-stage");

    write(".env.dev", "GLIMPSE_SERVICE_NAME=stage\n");
    assertThat(builder.build().serviceName()).contains("stage");

    microProfile(Map.of("glimpse.service-name", "microprofile"));
    assertThat(builder.build().serviceName()).contains("microprofile");

    environment.put("GLIMPSE_SERVICE_NAME", "environment");
    assertThat(builder.build().serviceName()).contains("environment");

    properties.setProperty("glimpse.service-name", "property");
    assertThat(builder.build().serviceName()).contains("property");
    assertThat(log.take())
        .contains(
            "INFO .env GLIMPSE_SERVICE_NAME overrides parameter service-name",
            "INFO .env.dev GLIMPSE_SERVICE_NAME overrides .env GLIMPSE_SERVICE_NAME",
            "INFO MicroProfile Config glimpse.service-name overrides .env.dev GLIMPSE_SERVICE_NAME",
            "INFO system property glimpse.service-name overrides parameter service-name");
  }

  @Test
  void sources_thatAgree_overrideNothing() {
    environment.put("GLIMPSE_LEVEL", "ERROR");
    microProfile(Map.of("glimpse.level", "ERROR"));

    assertThat(builder().build().level()).isEqualTo(EntryLevel.ERROR);
    assertThat(log.take()).isEmpty();
  }

  @Test
  void microProfileConfig_isAskedOnlyForKnownKeys() {
    microProfile(Map.of("glimpse.level", "DEBUG", "glimpse.levle", "ERROR", "glimpse.shop", "x"));

    assertThat(builder().build().level()).isEqualTo(EntryLevel.DEBUG);
    assertThat(log.take()).isEmpty();
  }

  @Test
  void microProfileConfig_whoseValueIsBad_isNamed() {
    microProfile(Map.of("glimpse.level", "LOUD"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> builder().build())
        .withMessage(
            "MicroProfile Config glimpse.level: found \"LOUD\". Write one of ERROR, INFO, DEBUG.");
  }

  @Test
  void dotEnv_ofAnotherStage_isChosenByTheVariableEnv() throws IOException {
    write(".env.dev", "GLIMPSE_LEVEL=DEBUG\n");
    write(".env.prod", "# quiet\nGLIMPSE_LEVEL=ERROR\nOTHER=\"a b\"\n");
    environment.put("env", "prod");

    assertThat(builder().build().level()).isEqualTo(EntryLevel.ERROR);
    assertThat(log.take()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/shadow", "a/b", "x.y", "\u0000"})
  void stage_thatIsNoPartOfAFileName_isAProblem(String stage) {
    environment.put("env", stage + "!");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> builder().build())
        .withMessageStartingWith("environment variable env: found \"");
  }

  @Test
  void dotEnv_withAMisspeltKey_isReportedWithTheNearest() throws IOException {
    write(".env", "GLIMPSE_LEVLE=DEBUG\nSHOP_LEVEL=x\n");

    builder().build();

    assertThat(log.take())
        .containsExactly(
            "WARNING .env GLIMPSE_LEVLE has no effect: there is no such key. Did you mean"
                + " GLIMPSE_LEVEL?");
  }

  @Test
  void dotEnv_thatCannotBeRead_isAProblemThatShowsNoLineOfIt() throws IOException {
    write(".env", "GLIMPSE_LEVEL=INFO\nhunter2\n");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> builder().build())
        .withMessageContaining("Write one NAME=value a line.")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void openTelemetryVariables_speakWhereNobodyElseDoes() {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "host.name=a, service.name=my%20shop+1 ,x");
    assertThat(builder().build().serviceName()).contains("my shop+1");

    assertThat(log.take())
        .singleElement()
        .asString()
        .contains("OTEL_RESOURCE_ATTRIBUTES", "Write key=value, separated by commas.");

    environment.put("OTEL_RESOURCE_ATTRIBUTES", "host.name=a, service.version=2");
    environment.put("OTEL_SERVICE_NAME", "shop");
    assertThat(builder().build().serviceName()).contains("shop");
    assertThat(builder().build().resourceAttributes())
        .isEqualTo(Map.of("host.name", "a", "service.version", "2"));

    assertThat(builder().param("service-name", "code").build().serviceName()).contains("code");
    assertThat(builder().readEnvironment(false).build().serviceName()).isEmpty();
    assertThat(log.take()).isEmpty();
  }

  @Test
  void otlpVariables_theOneForTracesFirst_sayWhereAndHow() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example/otlp/");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%2Cb,x=1");
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "2500");
    environment.put("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    environment.put("OTEL_EXPORTER_OTLP_CERTIFICATE", "ca.pem");
    environment.put("OTEL_EXPORTER_OTLP_CLIENT_KEY", "key.pem");
    environment.put("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "cert.pem");
    Config config = builder().param("dest", "otlp").build();

    assertThat(config.jaegerEndpoint()).hasToString("https://collector.example/otlp/v1/traces");
    assertThat(config.otlpHeaders()).isEqualTo(Map.of("api-key", "a,b", "x", "1"));
    assertThat(config.otlpTimeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(config.otlpGzip()).isTrue();
    assertThat(config.otlpCertificate()).contains(Path.of("ca.pem"));
    assertThat(config.otlpClientKey()).contains(Path.of("key.pem"));
    assertThat(config.otlpClientCertificate()).contains(Path.of("cert.pem"));

    environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://jaeger.example:4318");
    environment.put("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none");
    assertThat(builder().build().jaegerEndpoint()).hasToString("http://jaeger.example:4318/");
    assertThat(builder().build().otlpGzip()).isFalse();
    assertThat(log.take()).isEmpty();
  }

  @Test
  void foreignVariable_thatCannotBeUsed_isAWarningAndAsIfItWereNotSet() {
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "hunter2");
    Config config = builder().build();

    assertThat(config.jaegerEndpoint()).hasToString("http://localhost:4318/v1/traces");
    assertThat(config.otlpHeaders()).isEmpty();
    assertThat(log.take())
        .hasSize(2)
        .allMatch(line -> line.startsWith("WARNING Glimpse goes on as if it were not set: "))
        .noneMatch(line -> line.contains("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({"grpc, true", "http/protobuf, true", "http/json, false"})
  void otlpProtocol_thatIsNotSpoken_isSaidWhereOtlpIsAskedFor(String protocol, boolean said) {
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);

    Config unused = builder().build();
    assertThat(log.take()).isEmpty();

    unused = builder().param("dest", "jaeger").build();
    List<String> lines = log.take();
    assertThat(lines).hasSize(said ? 1 : 0);
    assertThat(lines).allMatch(line -> line.contains("OTEL_EXPORTER_OTLP_PROTOCOL=" + protocol));
  }

  @Test
  void quarkusApplicationName_isTheLastThatIsAsked() {
    microProfile(Map.of("quarkus.application.name", "quarkus-shop"));
    assertThat(builder().build().serviceName()).contains("quarkus-shop");

    environment.put("OTEL_SERVICE_NAME", "shop");
    assertThat(builder().build().serviceName()).contains("shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"service.name=", "service.name", ",,=,", "service.namespace=x"})
  void resourceAttributes_withoutTheName_sayNothing(String attributes) {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", attributes);

    assertThat(builder().build().serviceName()).isEmpty();
  }

  private Config.Builder builder() {
    return Config.builder()
        .surroundings(new Surroundings(properties, environment, folder, application));
  }

  private void microProfile(Map<String, String> values) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "the application's", 100))
            .build();
    server.releaseConfig(server.getConfig(application));
    server.registerConfig(config, application);
  }

  private void write(String name, String text) throws IOException {
    Path unused = Files.writeString(folder.resolve(name), text);
  }
}
