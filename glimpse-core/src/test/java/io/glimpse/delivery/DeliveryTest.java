package io.glimpse.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.glimpse.config.LogLines;
import io.glimpse.record.Loss;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request, by what the server answers. */
@Timeout(60)
final class DeliveryTest {
  private static final String PATH = "/v1/traces";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @RegisterExtension final LogLines log = new LogLines("io.glimpse.delivery");

  @TempDir Path folder;

  private Deliveries deliveries;
  private DeliveringWriter writer;

  @BeforeEach
  void begin() {
    deliveries = new Deliveries(folder);
    writer = deliveries.to(uri());
  }

  @AfterEach
  void end() throws Exception {
    writer.close();
  }

  private static URI uri() {
    return URI.create(SERVER.baseUrl() + PATH);
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(post(PATH).willReturn(answer));
  }

  /** Once this, then 200. */
  private static void answerOnce(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(
        post(PATH)
            .inScenario("once")
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("then")
            .willReturn(answer));
    SERVER.stubFor(post(PATH).inScenario("once").whenScenarioStateIs("then").willReturn(ok()));
  }

  private void write(String... names) throws Exception {
    writer.write(Spans.named(names));
  }

  private void writeAndFlush(String... names) throws Exception {
    write(names);
    assertThat(writer.flush(Deliveries.LONG)).isTrue();
  }

  private static List<LoggedRequest> requests() {
    return SERVER.findAll(postRequestedFor(anyUrl()));
  }

  @Test
  void spans_areSentInTheFormat_andLogEntriesAreNot() throws Exception {
    answer(ok());

    writeAndFlush("one", "two");

    assertThat(requests()).hasSize(1);
    LoggedRequest request = requests().get(0);
    assertThat(request.getBodyAsString()).isEqualTo("#shop\none\ntwo\n#end\n");
    assertThat(request.getHeader("Content-Type")).isEqualTo("text/plain");
    assertThat(request.getHeader("User-Agent")).isEqualTo("Glimpse");
    assertThat(request.getHeader("Upgrade")).isNull(); // HTTP/1.1 and nothing else
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(deliveries.files()).isZero();
    assertThat(log.take()).isEmpty();
  }

  @Test
  void batchWithoutSpans_isNoRequest() throws Exception {
    answer(ok());
    writer.write(Spans.of("shop", List.of()));

    assertThat(writer.flush(Deliveries.LONG)).isTrue();

    assertThat(requests()).isEmpty();
  }

  @Test
  void spansOfAnotherService_areARequestOfTheirOwn() throws Exception {
    answer(ok());
    writer.write(Spans.of("shop", List.of("one")));
    writer.write(Spans.of("bank", List.of("two")));
    assertThat(writer.flush(Deliveries.LONG)).isTrue();

    assertThat(requests())
        .extracting(LoggedRequest::getBodyAsString)
        .containsExactlyInAnyOrder("#shop\none\n#end\n", "#bank\ntwo\n#end\n");
  }

  @Test
  void headers_userAgentAndCompression_areAsConfigured() throws Exception {
    answer(ok());
    writer.close();
    writer =
        deliveries.to(
            Deliveries.endpoint(URI.create(uri().toString().replace("http://", "http://ann:word@")))
                .withHeaders(Map.of("X-Tenant", "acme"))
                .withGzip(true)
                .withUserAgent("Glimpse/0.1"),
            Deliveries.bounds());
    for (int n = 0; n < 3; n++) {
      writeAndFlush("one");
    }

    SERVER.verify(
        3,
        postRequestedFor(anyUrl())
            .withHeader("X-Tenant", equalTo("acme"))
            .withHeader("User-Agent", equalTo("Glimpse/0.1"))
            .withHeader("Content-Encoding", equalTo("gzip"))
            .withHeader("Authorization", equalTo("Basic YW5uOndvcmQ="))
            .withRequestBody(equalTo("#shop\none\n#end\n"))); // It unpacks by itself.
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 500, 501, 301, 307})
  void answerThatIsFinal_isCountedAndNeverTriedAgain(int status) throws Exception {
    answer(
        aResponse().withStatus(status).withHeader("Location", uri() + "/new").withBody("no\nno"));

    writeAndFlush("one", "two");
    writeAndFlush("three");

    assertThat(requests()).hasSize(2);
    assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.REFUSED, 3L));
    assertThat(deliveries.accounts.retries()).isZero();
    assertThat(deliveries.files()).isZero();
    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("WARNING 2 spans are lost, since lines at " + uri() + " answered " + status)
        .contains(": no no");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void answerThatMayBeAnotherOne_isTriedAgain(int status) throws Exception {
    answerOnce(aResponse().withStatus(status));

    writeAndFlush("one", "two");

    assertThat(requests()).hasSize(2);
    assertThat(requests().get(0).getBodyAsString()).isEqualTo(requests().get(1).getBodyAsString());
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(deliveries.accounts.retries()).isEqualTo(1);
    assertThat(deliveries.accounts.spooledRecords()).isEqualTo(2);
    assertThat(log.take())
        .satisfiesExactly(
            away ->
                assertThat(away)
                    .startsWith("WARNING Glimpse cannot send to lines at " + uri())
                    .contains("answered " + status, folder.toString()),
            back -> assertThat(back).startsWith("INFO Glimpse sends to lines at"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "Fri, 02 Jan 2026 03:06:05 GMT"})
  void retryAfter_isWaitedFor(String when) throws Exception {
    answerOnce(aResponse().withStatus(503).withHeader("Retry-After", when));
    writer.close();
    writer = deliveries.turned(uri());
    write("one");
    await().until(() -> writer.restLeft().equals(Duration.ofMinutes(2)));

    deliveries.pass(Duration.ofSeconds(119), writer);
    assertThat(writer.restLeft()).isEqualTo(Duration.ofSeconds(1));
    write("two"); // It looks after what comes, and does not take that for the time.
    await().until(() -> deliveries.accounts.spooledRecords() == 2);
    assertThat(requests()).hasSize(1);

    deliveries.pass(Duration.ofSeconds(1), writer);
    assertThat(writer.flush(Deliveries.LONG)).isTrue();
    assertThat(requests()).hasSize(3);
    assertThat(deliveries.accounts.retries()).isEqualTo(1);
  }

  @Test
  void failuresInARow_makeThePausesLonger() throws Exception {
    answer(aResponse().withStatus(503));
    writer.close();
    writer = deliveries.turned(uri());
    write("one");
    for (int seconds : List.of(1, 2, 4, 8)) {
      await().until(() -> writer.restLeft().equals(Duration.ofSeconds(seconds)));
      deliveries.pass(Duration.ofSeconds(seconds), writer);
    }

    await().until(() -> requests().size() == 5);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void connectionThatBreaks_isTriedAgain(Fault fault) throws Exception {
    answerOnce(aResponse().withFault(fault));

    writeAndFlush("one");

    // A server that sends nonsense behind a status of 200 took the request.
    boolean took = fault == Fault.MALFORMED_RESPONSE_CHUNK;
    assertThat(requests()).hasSize(took ? 1 : 2);
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(log.take()).hasSize(took ? 1 : 2);
  }

  @Test
  void partOfTheSpansRefused_isCountedAndNotTriedAgain() throws Exception {
    answer(ok("refused 2: too long"));

    writeAndFlush("one", "two", "three");
    writeAndFlush("four", "five", "six");

    assertThat(requests()).hasSize(2);
    assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.REFUSED, 4L));
    assertThat(log.take())
        .singleElement()
        .asString()
        .contains("refused 2 of 3 spans: too long.", "only counted");
  }

  @Test
  void warningWithNothingRefused_isSaidOnce() throws Exception {
    answer(ok("refused 0: use the new address"));

    writeAndFlush("one");
    writeAndFlush("two");

    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(log.take()).singleElement().asString().endsWith("use the new address");
  }

  @Test
  void moreRefusedThanSent_isNoMoreThanWasSent() throws Exception {
    answer(ok("refused 99: all"));

    writeAndFlush("one");

    assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.REFUSED, 1L));
  }

  @Test
  void answerThatTheFormatCannotRead_isATakenRequest() throws Exception {
    answer(ok("nonsense"));

    writeAndFlush("one");

    assertThat(requests()).hasSize(1);
    assertThat(deliveries.accounts.lost()).isEmpty();
  }

  @Test
  void answerOfFourMebibytes_isRead_andALongerOneIsFinal() throws Exception {
    answer(ok("refused 0: " + "x".repeat(Answer.LONGEST - 11)));
    writeAndFlush("one");
    assertThat(deliveries.accounts.lost()).isEmpty();
    assertThat(log.take()).singleElement().asString().contains("xxxx").hasSizeLessThan(2_000);

    answer(aResponse().withStatus(503).withBody("y".repeat(Answer.LONGEST + 1)));
    writeAndFlush("two");

    assertThat(requests()).hasSize(2);
    assertThat(deliveries.accounts.lost()).containsExactly(Map.entry(Loss.REFUSED, 1L));
    assertThat(log.take()).singleElement().asString().contains("more than 4194304 bytes");
  }

  @Test
  void secrets_areInNoLine_whateverTheServerSays() throws Exception {
    writer.close();
    String address = uri().toString().replace("http://", "http://ann:hush-word@") + "?k=hush-query";
    writer =
        deliveries.to(
            Deliveries.endpoint(URI.create(address))
                .withHeaders(Map.of("X-Key", "hush-key", "X-Auth", "Bearer hush-token")),
            Deliveries.bounds());
    String said =
        "X-Key: hush-key, X-Auth: Bearer hush-token at k=hush-query by YW5uOmh1c2gtd29yZA";
    for (int status : List.of(400, 403, 503, 200)) {
      SERVER.stubFor(
          any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("refused 1: " + said)));
      write("span");
      await().until(() -> !requests().isEmpty());
      SERVER.resetRequests();
    }
    assertThat(writer.flush(Deliveries.LONG)).isTrue();

    List<String> lines = log.take();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(4);
    assertThat(lines)
        .noneMatch(line -> line.contains("hush") || line.contains("YW5uOmh1c2gtd29yZA"));
    assertThat(writer.toString()).doesNotContain("hush");
  }

  @Test
  void batchThatCannotBeWritten_costsNoOtherOne() throws Exception {
    answer(ok());
    assertThatIllegalStateException().isThrownBy(() -> write("lost", "poison"));
    write("one");
    assertThatIllegalStateException().isThrownBy(() -> write("lost", "poison"));
    writeAndFlush("two");

    String sent = String.join("", requests().stream().map(LoggedRequest::getBodyAsString).toList());
    assertThat(sent).contains("one", "two").doesNotContain("lost");
  }

  @Test
  void nothingWritten_startsNothing() throws Exception {
    writer.close();

    assertThat(writer.flush(Duration.ZERO)).isTrue();
    assertThat(requests()).isEmpty();
    assertThat(deliveries.files()).isZero();
  }
}
