package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.Call;
import io.glimpse.it.records.CallText;
import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A visit, the shop's answer, and what the records tell of it.
 *
 * @param visit what was asked
 * @param caller by whom
 * @param answer what the customer got
 * @param trace what was written
 */
record Told(Visit visit, Caller caller, Answer answer, Trace trace) {

  private static final String CONTEXT_ROOT = "/shop";

  /** The customer got this status. */
  Told answers(int status) {
    assertThat(answer.status()).as("status of %s: %s", visit, answer.body()).isEqualTo(status);
    return this;
  }

  /** The customer got this status and text. */
  Told answers(int status, String body) {
    answers(status);
    assertThat(answer.body()).as("body of %s", visit).isEqualTo(body);
    return this;
  }

  /**
   * One SERVER span is above everything, named so and with the answer's status, failed exactly when
   * that is 500 or more. Where there is no HTTP there must be no such span.
   */
  Told underRoot(String methodAndRoute) {
    if (!ServerUnderTest.current().speaksHttp()) {
      assertThat(trace.server()).as("no server, no SERVER span").isEmpty();
      return this;
    }
    JsonObject root = root();
    String[] words = methodAndRoute.split(" ", 2);
    assertThat(root.getString("name"))
        .isEqualTo(words.length < 2 ? words[0] : words[0] + " " + CONTEXT_ROOT + words[1]);
    assertThat(root.getJsonObject("attributes").getInt("http.response.status_code"))
        .isEqualTo(answer.status());
    assertThat(root.getString("status")).isEqualTo(answer.status() < 500 ? "ok" : "error");
    return this;
  }

  /** The SERVER span, which is the caller's child. */
  JsonObject root() {
    JsonObject root = trace.server().orElseThrow();
    assertThat(root.getString("parent_span_id")).isEqualTo(caller.spanId());
    return root;
  }

  /**
   * The functions that ran, as {@link TreePattern} understands them: all of them, in their order.
   */
  Told calls(String tree) {
    List<Call> calls = trace.calls();
    TreePattern.of(tree).assertMatches(CallText.indented(calls, Told::line));
    everyCall(calls).forEach(Told::isOfTheShop);
    return this;
  }

  /** That function, wherever it stands in the tree, took so long or longer. */
  Told took(String shortName, int milliseconds) {
    assertThat(everyCall(trace.calls()))
        .filteredOn(call -> call.shortName().equals(shortName))
        .singleElement()
        .satisfies(call -> assertThat(call.milliseconds()).isGreaterThanOrEqualTo(milliseconds));
    return this;
  }

  static Stream<Call> everyCall(List<Call> calls) {
    return calls.stream()
        .flatMap(call -> Stream.concat(Stream.of(call), everyCall(call.children())));
  }

  private static String line(Call call) {
    StringBuilder line = new StringBuilder(CallText.line(call));
    for (Map.Entry<String, String> remark : call.remarks().entrySet()) {
      line.append("   ").append(remark.getKey()).append(" = ").append(remark.getValue());
    }
    return line.toString();
  }

  private static void isOfTheShop(Call call) {
    String simpleName = call.shortName().substring(0, call.shortName().indexOf('.'));
    assertThat(call.function())
        .isEqualTo(ShopClasses.packageOf(simpleName) + "." + call.shortName());
  }
}
