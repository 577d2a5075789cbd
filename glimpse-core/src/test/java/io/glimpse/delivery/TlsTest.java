package io.glimpse.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.glimpse.config.LogLines;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own that wants to see one of ours; made by keytool. */
@Tag("slow")
@Timeout(120)
final class TlsTest {
  private static final String WORD = "changeit";

  @TempDir static Path keys;
  @TempDir Path folder;

  @RegisterExtension final LogLines log = new LogLines("io.glimpse.delivery");

  private static WireMockServer server;

  @BeforeAll
  static void begin() throws Exception {
    makeKey("server", "CN=localhost", "RSA");
    makeKey("client", "CN=glimpse", "EC");
    makeKey("stranger", "CN=stranger", "RSA");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "client",
        "-file",
        keys.resolve("client.pem"),
        "-keystore",
        keys.resolve("trusted.p12"),
        "-storepass",
        WORD,
        "-storetype",
        "PKCS12");
    server =
        new WireMockServer(
            wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(keys.resolve("server.p12").toString())
                .keystorePassword(WORD)
                .keyManagerPassword(WORD)
                .keystoreType("PKCS12")
                .trustStorePath(keys.resolve("trusted.p12").toString())
                .trustStorePassword(WORD)
                .trustStoreType("PKCS12")
                .needClientAuth(true));
    server.start();
    server.stubFor(post(anyUrl()).willReturn(ok()));
  }

  @AfterAll
  static void end() {
    server.stop();
  }

  private static void keytool(Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** A key store, the certificate and the key of one party, the last two as PEM. */
  private static void makeKey(String name, String subject, String algorithm) throws Exception {
    Path store = keys.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        algorithm,
        "-dname",
        subject,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-keystore",
        store,
        "-storepass",
        WORD,
        "-storetype",
        "PKCS12");
    KeyStore made = KeyStore.getInstance(store.toFile(), WORD.toCharArray());
    write(name + ".pem", "CERTIFICATE", made.getCertificate(name).getEncoded());
    write(name + "-key.pem", "PRIVATE KEY", made.getKey(name, WORD.toCharArray()).getEncoded());
  }

  private static void write(String file, String kind, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    Files.writeString(
        keys.resolve(file),
        "Bag Attributes: none\n-----BEGIN "
            + kind
            + "-----\n"
            + text
            + "\n-----END "
            + kind
            + "-----\n");
  }

  private static Endpoint endpoint(Tls tls) {
    return Deliveries.endpoint(URI.create("https://localhost:" + server.httpsPort() + "/v1/traces"))
        .withTls(tls);
  }

  private static Path key(String name) {
    return keys.resolve(name + ".pem");
  }

  @Test
  void serverOfATrustedAuthority_takesAClientWithItsCertificate() throws Exception {
    server.resetRequests();
    Deliveries deliveries = new Deliveries(folder);
    Tls tls = Tls.fromPem(key("server"), key("client-key"), key("client"));
    DeliveringWriter writer = deliveries.to(endpoint(tls), Deliveries.bounds());
    for (int n = 0; n < 3; n++) {
      writer.write(Spans.named("one"));
      assertThat(writer.flush(Deliveries.LONG)).isTrue();
    }
    writer.close();

    server.verify(3, postRequestedFor(anyUrl()));
    assertThat(deliveries.accounts.retries()).isZero();
  }

  @Test
  void serverOfAStranger_isNeverSentAnything() throws Exception {
    server.resetRequests();
    Deliveries deliveries = new Deliveries(folder);
    Tls tls = Tls.fromPem(key("stranger"), key("client-key"), key("client"));
    DeliveringWriter writer = deliveries.to(endpoint(tls), Deliveries.bounds());
    writer.write(Spans.named("one"));
    await().until(() -> deliveries.accounts.retries() >= 1);
    writer.close();

    server.verify(0, postRequestedFor(anyUrl()));
    assertThat(deliveries.accounts.spooledRecords()).isEqualTo(1);
    assertThat(log.take()).first().asString().contains("SSLHandshakeException");
  }

  @Test
  void filesThatAreNotWhatTheyShould_areNamedWithWhatToDo() throws Exception {
    Path server = key("server");
    Path clientKey = key("client-key");
    Path old = keys.resolve("old.pem");
    write("old.pem", "RSA PRIVATE KEY", new byte[] {0});
    Path damaged = keys.resolve("damaged.pem");
    write("damaged.pem", "CERTIFICATE", new byte[] {0});

    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(keys.resolve("none.pem"), null, null))
        .withMessageContaining("none.pem: found no such file");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(clientKey, null, null))
        .withMessageContaining("client-key.pem: found no certificate");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(damaged, null, null))
        .withMessageContaining("damaged.pem: found a certificate that cannot be read");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(null, clientKey, null))
        .withMessageContaining("key without its certificate");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(null, server, server))
        .withMessageContaining("server.pem: found no private key");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(null, old, server))
        .withMessageContaining("openssl pkcs8 -topk8 -nocrypt -in old.pem");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(null, key("stranger-key"), server))
        .withMessageContaining("server.pem: found a certificate of another key");
    assertThatIOException()
        .isThrownBy(() -> Tls.fromPem(null, clientKey, server))
        .withMessageContaining("server.pem: found a certificate of another key");
  }
}
