package io.glimpse.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.it.ShopDoor;
import io.glimpse.it.ShopWar;
import io.glimpse.it.records.RecordFile;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A bean of a Faces view lies in the session, and sessions are written and read back. */
@ArquillianTest
class ViewScopedIT {

  private static final String POLICY =
      "{\"version\": \"1.0\", \"package_trees\": [\"com.acme.view.Draft\"]}";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" xmlns:h="jakarta.faces.html">
        <h:head/>
        <h:body>
          <h:form id="form">
            <h:outputText value="lines: #{draft.count()}"/>
            <h:commandButton id="add" value="Add" action="#{draft.add}"/>
          </h:form>
        </h:body>
      </html>
      """;

  private static final String FACES =
      """
      <faces-config xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"/>
      """;

  private static final Pattern VIEW_STATE =
      Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]*)\"");

  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(testable = false)
  static WebArchive shopWithAPage() {
    WebArchive war = ShopWar.withPolicy("shop.war", POLICY);
    for (String type :
        List.of("Draft", "PassivationServlet", "PassivationServlet$OfTheApplication")) {
      String path = "com/acme/view/" + type + ".class";
      war.add(new ClassLoaderAsset(path), "WEB-INF/classes/" + path);
    }
    war.add(new StringAsset(PAGE), "draft.xhtml");
    war.addAsWebInfResource(new StringAsset(FACES), "faces-config.xml");
    return war;
  }

  @Test
  void viewScopedBean_writtenAndReadBack_goesOnAndIsStillRecorded() throws Exception {
    RecordFile records = new RecordFile(Path.of(System.getProperty("shop.records")));
    long from = records.size();

    String fresh = send(request("/draft.xhtml").build());
    String once = press(fresh);
    String passivated = send(request("/passivation").build());
    String twice = press(once);

    assertThat(fresh).contains("lines: 0");
    assertThat(once).contains("lines: 1");
    assertThat(passivated).as("whether the bean was in the session").isEqualTo("true");
    assertThat(twice).contains("lines: 2");
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(functions(records, from))
                    .containsExactly(
                        "com.acme.view.Draft.count",
                        "com.acme.view.Draft.add",
                        "com.acme.view.Draft.count",
                        "com.acme.view.Draft.add",
                        "com.acme.view.Draft.count"));
  }

  private static List<String> functions(RecordFile records, long from) {
    return records.recordsFrom(from).stream()
        .filter(line -> line.getString("stage", "").equals("START"))
        .map(line -> line.getString("function"))
        .toList();
  }

  /** Sends the page's form back. */
  private String press(String page) throws IOException, InterruptedException {
    Matcher state = VIEW_STATE.matcher(page);
    assertThat(state.find()).as(page).isTrue();
    String form =
        "form=form&form%3Aadd=Add&jakarta.faces.ViewState="
            + URLEncoder.encode(state.group(1), StandardCharsets.UTF_8);
    return send(
        request("/draft.xhtml")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(door.root() + path)).timeout(Duration.ofSeconds(60));
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = browser.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
