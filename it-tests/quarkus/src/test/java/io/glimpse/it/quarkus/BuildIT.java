package io.glimpse.it.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.it.records.SpanText;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build decides, by building: the policy is read then, and what it selects is final. */
class BuildIT {

  @TempDir Path folder;

  @Test
  void policyOfTheBuild_isBroken_failsTheBuildWithAllOfItsProblems() throws Exception {
    QuarkusBuild build =
        QuarkusBuild.copiedTo(folder)
            .withPolicy(
                """
                {"version": "1.0", "package_tree": ["com.acme.shop"], "trace_depth": 0}
                """);

    QuarkusBuild.Outcome outcome = build.run(Map.of());

    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.output())
        .contains("META-INF/glimpse-policy.json")
        .contains("at /package_tree")
        .contains("at /trace_depth")
        .contains("found 0")
        .contains("Write a whole number from 1");
  }

  @Test
  void settingOfTheBuild_isBroken_failsTheBuild() throws Exception {
    QuarkusBuild.Outcome outcome =
        QuarkusBuild.copiedTo(folder).run(Map.of("glimpse.level", "LOUD"));

    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.output()).contains("glimpse.level").contains("LOUD");
  }

  @Test
  void policyOfTheBuild_isAnotherOne_attachesByIt() throws Exception {
    QuarkusBuild build =
        QuarkusBuild.copiedTo(folder)
            .withPolicy(
                """
                {"version": "1.0", "exact_modules": ["com.acme.shop.web.Ledger"]}
                """);

    QuarkusBuild.Outcome outcome = build.run(Map.of());

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("Glimpse attached 1 function of 1 bean");
    try (QuarkusRun quarkus = QuarkusRun.start(build.application(), Map.of())) {
      assertThat(SpanText.indented(quarkus.visit("/api/auction/single/ada")))
          .isEqualTo(
              """
              server GET /shop/api/auction/single/{bidder}
                Ledger.note
              """);
    }
  }

  @Test
  void glimpse_isSwitchedOffForTheBuild_isOffForGood() throws Exception {
    QuarkusBuild build = QuarkusBuild.copiedTo(folder);

    QuarkusBuild.Outcome outcome = build.run(Map.of("glimpse.enabled", "false"));

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("Glimpse is switched off for this build");
    Map<String, String> again =
        Map.of("glimpse.enabled", "true", "glimpse.response-header", "traceresponse");
    QuarkusRun quarkus = QuarkusRun.start(build.application(), again);
    try (quarkus) {
      HttpResponse<String> servlet = quarkus.ask("/ping-servlet");
      HttpResponse<String> resource = quarkus.ask("/api/auction/single/ada");

      assertThat(servlet.statusCode()).isEqualTo(200);
      assertThat(resource.body()).as("the trace's id, and the price").isEqualTo("null 13");
      assertThat(List.of(servlet, resource))
          .allSatisfy(
              answer -> assertThat(answer.headers().map()).doesNotContainKey("traceresponse"));
      assertThat(quarkus.log())
          .contains("Glimpse is off: glimpse.enabled was false when the application was built");
    }
    assertThat(quarkus.records()).as("also of what it writes at its end").isEmpty();
  }

  @Test
  void policyOfTheRun_selectsOtherwise_isOneWarningAndTheRestOfItCounts() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("run.json"),
            """
            {"version": "1.0", "package_trees": ["com.acme.other"], "trace_depth": 1}
            """);

    try (QuarkusRun quarkus = QuarkusRun.start(Map.of("glimpse.policy", policy.toString()))) {
      assertThat(SpanText.indented(quarkus.visit("/api/auction/single/ada")))
          .isEqualTo(
              """
              server GET /shop/api/auction/single/{bidder}
                AuctionResource.single
              """);
      assertThat(quarkus.log().lines())
          .filteredOn(line -> line.contains("WARN"))
          .singleElement()
          .asString()
          .contains("was fixed when the application was built")
          .contains("run.json")
          .contains("package_trees [com.acme.other] instead of [com.acme.shop.cart")
          .contains("exact_modules [] instead of [com.acme.shop.web");
    }
  }

  @Test
  void policyOfTheRun_isBroken_keepsTheApplicationFromStarting() throws Exception {
    Path policy = Files.writeString(folder.resolve("run.json"), "{\"version\": \"2.0\"}");

    assertThat(startsWith(policy)).contains("Quarkus has ended").contains("at /version");
  }

  private static String startsWith(Path policy) throws Exception {
    try (QuarkusRun quarkus = QuarkusRun.start(Map.of("glimpse.policy", policy.toString()))) {
      return "started: " + quarkus.log();
    } catch (IllegalStateException ended) {
      return String.valueOf(ended.getMessage());
    }
  }

  @Test
  void glimpse_isSwitchedOffForTheRun_letsAllPassAndRecordsNothing() throws Exception {
    try (QuarkusRun quarkus = QuarkusRun.start(Map.of("glimpse.enabled", "false"))) {
      QuarkusRun.Visit visit = quarkus.go("/api/auction/single/ada").get();

      assertThat(visit.answer()).isEqualTo("null 13");
      assertThat(quarkus.go("/api/price-tags/mug/pen").get().answer())
          .isEqualTo("mug:1290 pen:250");
      assertThat(quarkus.records()).isEmpty();
      assertThat(quarkus.log()).doesNotContain("Glimpse attached");
    }
  }
}
