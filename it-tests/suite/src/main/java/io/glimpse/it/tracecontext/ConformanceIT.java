package io.glimpse.it.tracecontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glimpse.it.ServerUnderTest;
import io.glimpse.it.ShopDoor;
import io.glimpse.it.ShopWar;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the tables at each of the endpoints, and the two locks on their doors. */
@EnabledIf(
    value = "io.glimpse.it.tracecontext.Harness#hasHttp",
    disabledReason = "headers need HTTP")
@ArquillianTest
class ConformanceIT {

  private static @Nullable Harness opened;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor shop;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeAll
  static void unlock() throws IOException {
    ServerUnderTest.current().settings().put(Harness.SWITCH, "true");
    opened = Harness.open();
  }

  @AfterAll
  static void lock() {
    if (opened != null) {
      ServerUnderTest.current().settings().put(Harness.SWITCH, null);
      opened.close();
    }
  }

  static Stream<Arguments> everyRowAtEveryEndpoint() {
    return Arrays.stream(Endpoint.values())
        .flatMap(endpoint -> HeaderCase.all().map(row -> Arguments.of(endpoint, row)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyRowAtEveryEndpoint")
  void headers_ofARow_goOutAsItSays(Endpoint endpoint, HeaderCase row) throws IOException {
    row.verify(endpoint, harness().send(shop, endpoint, row));
  }

  @ParameterizedTest
  @EnumSource
  void endpoint_withoutItsSwitch_isNotThere(Endpoint endpoint) throws IOException {
    assumeTrue(
        ServerUnderTest.current().takesSettingsWhileOpen(),
        "the switch was set before the shop was opened");
    URI place = harness().newPlace();
    ServerUnderTest.current().settings().put(Harness.SWITCH, null);
    try {
      assertThat(Harness.post(shop, endpoint, List.of(), Harness.errands(place, 1))).isEqualTo(404);
    } finally {
      ServerUnderTest.current().settings().put(Harness.SWITCH, "true");
    }
    assertThat(harness().receivedAt(place)).isEmpty();
  }

  /** The one network that is reserved for documents, and ways to make another host look near. */
  @ParameterizedTest
  @EnumSource
  void endpoint_askedToCallElsewhere_refusesAll(Endpoint endpoint) throws IOException {
    URI near = harness().newPlace();
    for (String far :
        List.of(
            "http://192.0.2.1/",
            "http://127.0.0.1.shop.example/",
            "http://127.0.0.1@192.0.2.1/",
            "https://127.0.0.1/",
            "file:///dev/null",
            "/")) {
      String errands =
          "[{\"url\": \"%s\", \"arguments\": []}, {\"url\": \"%s\", \"arguments\": []}]"
              .formatted(near, far);
      assertThat(Harness.post(shop, endpoint, List.of(), errands)).as(far).isEqualTo(400);
    }
    assertThat(harness().receivedAt(near)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void endpoint_sentNoErrands_refuses(Endpoint endpoint) throws IOException {
    for (String json : List.of("", "{}", "[", "[1]", "[{\"url\": 1, \"arguments\": []}]")) {
      assertThat(Harness.post(shop, endpoint, List.of(), json)).as(json).isEqualTo(400);
    }
  }

  private static Harness harness() {
    if (opened == null) {
      throw new IllegalStateException("not opened");
    }
    return opened;
  }
}
