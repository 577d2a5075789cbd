package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.annotation.Redacted;
import io.glimpse.config.Config;
import io.glimpse.http.ClientSpan;
import io.glimpse.http.RequestFacts;
import io.glimpse.http.RequestSpan;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.reflect.ParameterNames;
import io.glimpse.reflect.RedactedParts;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Span;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants secrets in every place where a value can appear, lets the real tracer, pipeline and file
 * carry them, and looks for them in the bytes. The same places with harmless names have to show
 * what was planted, or the search would prove nothing.
 */
final class SecretsCorpusTest {
  /** By the contract's words, the policy's own, and as others write them. */
  private static final List<String> SECRET =
      List.of(
          "password",
          "clientSecret",
          "X-Auth-Token",
          "JSESSIONID",
          "token[]",
          "user[password]",
          "iban",
          "account_number");

  private static final List<String> HARMLESS =
      List.of("sku", "clientName", "X-Shop", "monkey", "items[]", "user[name]", "town", "author");

  @TempDir Path folder;

  private final List<String> planted = new ArrayList<>();

  record Named(String password, String title) {}

  record Marked(@Redacted String first, String second) {}

  /** Methods that an interceptor would be asked about. */
  @SuppressWarnings("unused")
  static final class Shop {
    String login(String password, String user) {
      return user;
    }

    String sign(@Redacted String text, String user) {
      return user;
    }

    @Redacted
    String issue() {
      return "";
    }

    String getToken() {
      return "";
    }

    String find(String sku, String user) {
      return user;
    }
  }

  /** Every one looks different when it is encoded for a URL or for JSON. */
  private String plant() {
    planted.add("S3cr3t" + planted.size() + "\u00fc\"x");
    return planted.get(planted.size() - 1);
  }

  /** One that can stand in a URL, a header or a message without being encoded. */
  private String plain() {
    planted.add("S3cr3t" + planted.size() + "x");
    return planted.get(planted.size() - 1);
  }

  @Test
  void secretsInEveryPlace_areInNoByteOfTheFile() throws Exception {
    String file = record(glimpse -> SECRET.forEach(name -> plantUnder(glimpse.tracer(), name)));
    String more = record(glimpse -> plantWhereNoNameDecides(glimpse.tracer()));

    assertThat(planted).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    for (String secret : planted) {
      assertThat(file + more).doesNotContain(formsOf(secret));
    }
    assertThat(file + more).contains("[redacted]").doesNotContain("S3cr3t");
  }

  @Test
  void valuesOfHarmlessNamesInTheSamePlaces_areAllInTheFile() throws Exception {
    String file = record(glimpse -> HARMLESS.forEach(name -> plantUnder(glimpse.tracer(), name)));

    assertThat(planted).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    for (String value : planted) {
      assertThat(formsOf(value)).as(value).anyMatch(file::contains);
    }
  }

  private static List<String> formsOf(String value) {
    String json = value.replace("\"", "\\\"");
    return List.of(
        value,
        json,
        json.replace("\\", "\\\\").replace("\"", "\\\""),
        json.replace("\u00fc", "\\u00fc"),
        encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private interface Planting {
    void into(Glimpse glimpse) throws Exception;
  }

  private String record(Planting planting) throws Exception {
    Path file = folder.resolve("trace" + planted.size() + ".jsonl");
    TracingPolicy policy =
        TracingPolicy.builder().redact("iban", "accountNumber").maxFieldLength(65_536).build();
    Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("log-path", file.toString())
                    .param("level", "DEBUG"))
            .policy(policy)
            .open();
    planting.into(glimpse);
    glimpse.close();
    assertThat(glimpse.counts().lostInAll()).isZero();
    assertThat(glimpse.tracer().faults()).isZero();
    return Files.readString(file);
  }

  private void plantUnder(Tracer tracer, String name) {
    arguments(tracer, name);
    results(tracer, name);
    spanByHand(tracer, name);
    requests(tracer, name);
    failures(tracer, name);
  }

  private void arguments(Tracer tracer, String name) {
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Shop", "find", null),
            Arrays.asList(name, "list", "map", "shown"),
            List.of(Set.of(name), Set.of("list"), Set.of("map"), Set.of("shown", name)),
            Set.of(),
            void.class);
    call(
        tracer,
        function,
        null,
        plant(),
        List.of(Map.of(name, plant())),
        new LinkedHashMap<>(Map.of(name, List.of(plant(), Optional.of(plant())))),
        new Object[] {plant()});
  }

  private void results(Tracer tracer, String name) {
    TracedFunction named = function(tracer, "get_" + name.replaceAll("[^A-Za-z]", "_"));
    call(tracer, named, plant());
    TracedFunction later =
        tracer.function(
            FunctionName.of("com.acme.Shop", "fetch", null),
            List.of(),
            Set.of(),
            CompletableFuture.class);
    call(tracer, later, CompletableFuture.completedFuture(Map.of(name, plant())));
  }

  private void spanByHand(Tracer tracer, String name) {
    try (Span span = tracer.span("GET https://shop.example/?" + name + "=" + plain())) {
      span.attribute(name, plant());
      span.attribute("http.request.header." + name, plant());
      span.attribute("url.full", "https://shop.example/?a=1&" + name + "=" + plain());
      span.event("again", Map.of(name, plant()));
      span.event("sent " + name + "=" + plain());
      span.event("exception", Map.of("exception.message", name + "=" + plain()));
      span.fail("refused: " + name + "=" + plain());
    }
    try (Span span = tracer.span("checkout")) {
      span.rename("checkout " + name + "=" + plain());
    }
    CompletableFuture<String> never = new CompletableFuture<>();
    CompletableFuture<String> unused =
        tracer.asyncSpan("fetch?" + name + "=" + plain(), () -> never);
    never.complete("");
  }

  private void requests(Tracer tracer, String name) {
    String inUrl = encoded(name);
    URI uri =
        URI.create(
            "https://shop.example/cart;%s=%s/items?a=1&%s=%s&b=%s#%s=%s"
                .formatted(inUrl, plain(), inUrl, encoded(plant()), "2", inUrl, encoded(plant())));
    ClientSpan.open(tracer, "GET", uri).answered(404);
    RequestSpan request =
        RequestSpan.open(
            tracer,
            facts("/cart;%s=%s".formatted(inUrl, plain()), inUrl + "=" + encoded(plant())),
            Optional.empty());
    request.route("/cart/{" + name + "}");
    request.end(500);
  }

  private void failures(Tracer tracer, String name) {
    Exception cause = new IllegalStateException("at https://h/?" + encoded(name) + "=" + plain());
    Exception thrown = new RuntimeException(name + ": " + plain() + ", try again", cause);
    thrown.addSuppressed(
        new IllegalArgumentException("{\"a\":1,\"" + name + "\":\"" + plain() + "\"}"));
    TracedFunction function = function(tracer, "pay");
    Objects.requireNonNull(tracer.open(function, new Object[0])).failed(thrown);
    try (Span span = tracer.span("by hand")) {
      span.fail(new RuntimeException("{" + name + "=" + plain() + ", a=1}"));
    }
    try {
      Object unused =
          tracer.trace(
              "work",
              () -> {
                throw new IllegalStateException("bad " + name + "='" + plain() + "'");
              });
    } catch (Exception expected) {
      assertThat(expected).isInstanceOf(IllegalStateException.class);
    }
  }

  /** What is hidden by annotation, by type, by place, or by what the compiler knows. */
  private void plantWhereNoNameDecides(Tracer tracer) throws Exception {
    call(tracer, described(tracer, "login"), "ann", plant(), "ann");
    call(tracer, described(tracer, "sign"), "ann", plant(), "ann");
    call(tracer, described(tracer, "issue"), plant());
    call(tracer, described(tracer, "getToken"), plant());
    call(
        tracer,
        described(tracer, "find"),
        new Marked(plant(), "shown"),
        new Named(plant(), "shown"),
        plant().toCharArray());
    TracedFunction unnamed =
        tracer.function(
            FunctionName.of("com.acme.Shop", "put", null),
            Arrays.asList(null, null),
            Set.of(),
            void.class);
    call(tracer, unnamed, null, plant(), List.of(plant()));
    URI withCredentials = URI.create("https://bob:" + plain() + "@shop.example/");
    ClientSpan.open(tracer, "GET", withCredentials)
        .failed(new RuntimeException("" + withCredentials));
    Exception thrown =
        new RuntimeException(
            "Authorization: Basic " + plain() + " " + plain(),
            new IllegalStateException("Cookie: a=" + plain() + "; b=" + plain()));
    try (Span span = tracer.span("jdbc:postgresql://bob:" + plain() + "@db/x")) {
      span.fail(thrown);
      span.event("exception", Map.of("exception.stacktrace", "x\nCaused by: pin=" + plain()));
    }
  }

  /** As the interceptor describes a method. */
  private static TracedFunction described(Tracer tracer, String name) {
    Method method =
        Arrays.stream(Shop.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    ParameterNames.Found found = new ParameterNames().of(method);
    RedactedParts hidden = RedactedParts.of(method);
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Shop", name, null),
            found.names(),
            found.known(),
            hidden.parameters(),
            method.getReturnType());
    return hidden.result() ? function.withHiddenResult() : function;
  }

  private static TracedFunction function(Tracer tracer, String name) {
    return tracer.function(
        FunctionName.of("com.acme.Shop", name, null), List.of(), Set.of(), String.class);
  }

  private static void call(
      Tracer tracer, TracedFunction function, @Nullable Object result, Object... arguments) {
    OpenCall call = Objects.requireNonNull(tracer.open(function, arguments));
    Object unused = call.returned(result);
  }

  private static RequestFacts facts(String path, String query) {
    return new RequestFacts(
        "GET", "https", path, query, "shop.example", 443, "10.0.0.1", "10.0.0.1", 4711, "1.1", "x");
  }
}
