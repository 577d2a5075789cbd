package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trace goes back to the caller in the header that the operator asked for. */
@ArquillianTest
class ResponseHeaderIT {

  private static final String SETTING = "glimpse.response-header";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private final ServerUnderTest server = ServerUnderTest.current();

  @Deployment(name = "shop", managed = false, testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void headersNeedHttp() {
    assumeTrue(server.speaksHttp(), "headers need HTTP");
  }

  @AfterEach
  void asItWas() {
    server.settings().put(SETTING, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "traceresponse | traceresponse | 00-TRACE-SPAN-01",
        "server-timing | server-timing | traceparent;desc=\"00-TRACE-SPAN-01\"",
        "X-Trace       | x-trace       | TRACE",
      })
  void answer_headerAskedFor_tellsTheTraceOfItsRoot(String setting, String name, String value) {
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    server.settings().put(SETTING, setting);
    deployer.deploy("shop");
    HttpResponse<String> answer;
    try {
      answer = PlainRequest.get(door, "/api/products/mug", "traceparent", caller.traceparent());
    } finally {
      deployer.undeploy("shop");
    }

    assertThat(answer.headers().allValues(name))
        .containsExactly(
            value
                .replace("TRACE", caller.traceId())
                .replace(
                    "SPAN", records.whole(caller).server().orElseThrow().getString("span_id")));
  }
}
