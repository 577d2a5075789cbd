package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.guest.Clerk;
import com.acme.guest.Drawer;
import io.glimpse.Glimpse;
import io.glimpse.policy.Reason;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bean methods that return before they have ended, in a real container. */
final class AsynchronousCallTest {
  private static final String POLICY =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest"]}
      """;

  @TempDir private Path folder;

  private WeldRun weld() {
    return new WeldRun(folder, POLICY, Map.of(), Clerk.class, Drawer.class);
  }

  @Test
  void stage_completedLater_endsTheCallThenWithItsValue() throws Exception {
    try (WeldRun weld = weld()) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      CompletionStage<String> given = weld.bean(Clerk.class).look(7, answer);
      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .filteredOn(line -> line.contains("Clerk"))
          .singleElement()
          .asString()
          .startsWith("START com.acme.guest.Clerk.look {\"number\":7,");

      answer.complete("here: ");

      assertThat(given.toCompletableFuture().join()).isEqualTo("here: drawer 7");
      List<JsonObject> records = weld.records();
      assertThat(records)
          .extracting(WhatHappened::of)
          .endsWith("END com.acme.guest.Clerk.look \"here: drawer 7\"", "span Clerk.look ok")
          .contains("END com.acme.guest.Drawer.pull \"drawer 7\"");
      JsonObject start = records.get(0);
      assertThat(records)
          .filteredOn(each -> WhatHappened.of(each).equals("span Drawer.pull ok"))
          .singleElement()
          .satisfies(
              pull ->
                  assertThat(pull.getString("parent_span_id"))
                      .isEqualTo(start.getString("span_id")));
    }
  }

  @Test
  void stage_thatFails_isTheVerySameForTheCallerAndAnExceptionInTheRecord() throws Exception {
    try (WeldRun weld = weld()) {
      CompletableFuture<String> answer = new CompletableFuture<>();

      assertThat(weld.bean(Clerk.class).same(answer)).isSameAs(answer);
      answer.completeExceptionally(new IOException("no answer"));

      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .endsWith(
              "EXCEPTION com.acme.guest.Clerk.same java.io.IOException: no answer",
              "span Clerk.same error");
    }
  }

  @Test
  void publisher_byItsOwnName_endsTheCallWhenItRunsDry() throws Exception {
    try (WeldRun weld = weld()) {
      SubmissionPublisher<String> items = new SubmissionPublisher<>(Runnable::run, 4);
      StringBuilder heard = new StringBuilder();
      SubmissionPublisher<String> reader = new SubmissionPublisher<>(Runnable::run, 4);
      CompletableFuture<Void> readerDone = reader.consume(heard::append);
      weld.bean(Clerk.class).read(items).subscribe(new Relay(reader));
      items.submit("one");
      items.submit("two");
      assertThat(weld.records()).hasSize(1);

      items.close();

      assertThat(readerDone.isDone()).isTrue();
      assertThat(heard).hasToString("onetwo");
      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .endsWith("END com.acme.guest.Clerk.read null", "span Clerk.read ok");
    }
  }

  @Test
  void subtypeOfAPublisher_endsAtReturn_andTheReportSaysSo() throws Exception {
    try (WeldRun weld = weld()) {
      SubmissionPublisher<String> items = new SubmissionPublisher<>();

      assertThat(weld.bean(Clerk.class).lend(items)).isSameAs(items);

      assertThat(weld.records())
          .extracting(WhatHappened::of)
          .last()
          .isEqualTo("span Clerk.lend ok");
      String lend = "com.acme.guest.Clerk.lend(SubmissionPublisher)";
      assertThat(Glimpse.current().report().beans())
          .filteredOn(bean -> bean.className().equals(Clerk.class.getName()))
          .singleElement()
          .satisfies(
              bean -> {
                assertThat(bean.attached()).containsKey(lend);
                assertThat(bean.limited()).isEqualTo(Map.of(lend, Reason.ENDS_AT_RETURN));
              });
      assertThat(Glimpse.current().report().details()).contains("~ " + lend + ": ends-at-return");
    }
  }
}
