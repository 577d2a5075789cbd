package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.config.LogLines;
import io.glimpse.record.SpanRecord;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is noted about a span that was opened by hand. */
final class SpanTest {
  @RegisterExtension final SpanLog log = new SpanLog();
  @RegisterExtension final LogLines messages = new LogLines("io.glimpse.trace");

  private final Tracer tracer = log.tracer();

  @Test
  void attributes_ofEachType_arriveAsTheyAreInOrder() {
    try (Span span = tracer.span("checkout")) {
      span.attribute("text", "bread")
          .attribute("whole", 1L << 60)
          .attribute("broken", 0.5)
          .attribute("truth", true)
          .attribute("text", "butter");
    }

    assertThat(log.takeOnly().attributes())
        .containsExactly(
            Map.entry("text", "butter"),
            Map.entry("whole", 1L << 60),
            Map.entry("broken", 0.5),
            Map.entry("truth", true));
  }

  @Test
  void attribute_namedLikeASecret_isHidden() {
    try (Span span = tracer.span("checkout")) {
      span.attribute("card.number", "4111").event("login", Map.of("password", "hunter2"));
    }

    SpanRecord span = log.takeOnly();
    assertThat(span.attributes()).containsEntry("card.number", "[redacted]");
    assertThat(span.events().get(0).attributes()).containsEntry("password", "[redacted]");
  }

  @Test
  void attribute_longText_isCutWithoutSplittingASurrogatePair() {
    try (Span span = tracer.span("checkout")) {
      span.attribute("text", "x".repeat(511) + "\ud83d\ude00" + "y");
    }

    assertThat(log.takeOnly().attributes()).containsEntry("text", "x".repeat(511) + "...");
  }

  @Test
  void namesAndKeys_thatAreTooLong_areCutBehind256Characters() {
    String name = "n".repeat(255) + "\ud83d\ude00" + "y";
    try (Span span = tracer.span(name)) {
      span.attribute(name, 1).event(name, Map.of(name, 2));
    }
    try (Span span = tracer.span("short")) {
      span.rename(name);
    }

    String shown = "n".repeat(255) + "...";
    List<SpanRecord> spans = log.takeSpans();
    assertThat(spans).extracting(SpanRecord::name).containsExactly(shown, shown);
    assertThat(spans.get(0).attributes()).containsOnlyKeys(shown);
    assertThat(spans.get(0).events().get(0).name()).isEqualTo(shown);
    assertThat(spans.get(0).events().get(0).attributes()).containsOnlyKeys(shown);
  }

  @Test
  void secretBehindAKeyThatIsCut_isHiddenAllTheSame() {
    try (Span span = tracer.span("checkout")) {
      span.attribute("n".repeat(300) + ".password", "hunter2");
    }

    assertThat(log.takeOnly().attributes().values()).containsExactly("[redacted]");
  }

  @Test
  void names_thatAreAddressesOrPairs_loseTheirSecretsAndOthersStay() {
    tracer.span("GET https://bob:hunter2@h/x?token=hunter2").close();
    tracer.span("cache key: rebuild").close();
    try (Span span = tracer.span("checkout")) {
      span.event("login password=hunter2");
    }

    List<SpanRecord> spans = log.takeSpans();
    assertThat(spans)
        .extracting(SpanRecord::name)
        .containsExactly(
            "GET https://[redacted]@h/x?token=[redacted]", "cache key: rebuild", "checkout");
    assertThat(spans.get(2).events().get(0).name()).isEqualTo("login password=[redacted]");
  }

  @Test
  void addressesAndMessages_notedByHand_loseTheirSecrets() {
    Map<String, String> details =
        Map.of("exception.message", "refused: password=hunter2", "note", "password=kept");
    try (Span span = tracer.span("checkout")) {
      span.attribute("url.full", "https://bob:hunter2@h/x?token=hunter2&a=1");
      span.event("exception", details);
    }

    SpanRecord span = log.takeOnly();
    assertThat(span.attributes())
        .containsEntry("url.full", "https://[redacted]@h/x?token=[redacted]&a=1");
    assertThat(span.events().get(0).attributes())
        .containsEntry("exception.message", "refused: password=[redacted]")
        .containsEntry("note", "password=kept");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without nullness checks do
  void names_thatAreNull_throwNothingAndLoseNothing() {
    try (Span span = tracer.span(null)) {
      span.event(null);
    }

    SpanRecord span = log.takeOnly();
    assertThat(span.name()).isEqualTo("null");
    assertThat(span.events()).hasSize(1);
  }

  @Test
  void event_withANullKey_losesThatAttributeOnly() {
    Map<String, Object> details = new HashMap<>();
    details.put(null, 1);
    details.put("a", 2);
    try (Span span = tracer.span("checkout")) {
      span.event("event", details);
    }

    assertThat(log.takeOnly().events().get(0).attributes()).containsOnlyKeys("a");
  }

  @Test
  void attribute_null_isNotNoted() {
    try (Span span = tracer.span("checkout")) {
      span.attribute("absent", (String) null);
    }

    assertThat(log.takeOnly().attributes()).isEmpty();
  }

  @Test
  void attributesAndEvents_beyondTheirNumber_areLeftOut() {
    Map<String, Integer> many =
        IntStream.range(0, 500).boxed().collect(Collectors.toMap(i -> "key" + i, i -> i));
    try (Span span = tracer.span("checkout")) {
      for (int i = 0; i < 500; i++) {
        span.attribute("key" + i, i).event("event" + i);
      }
    }
    try (Span span = tracer.span("rich event")) {
      span.event("event", many);
    }

    SpanRecord span = log.take("checkout");
    assertThat(span.attributes()).hasSize(128);
    assertThat(span.events()).hasSize(128);
    assertThat(log.takeOnly().events().get(0).attributes()).hasSize(128);
  }

  @Test
  void event_withValuesOfAnyType_runsNoCodeOfTheirs() {
    Map<String, Object> details = new HashMap<>();
    details.put("short", (short) 7);
    details.put("float", 0.5f);
    details.put("absent", null);
    details.put("own", new Touchy());
    try (Span span = tracer.span("checkout")) {
      span.event("event", details);
    }

    Map<String, Object> attributes = log.takeOnly().events().get(0).attributes();
    assertThat(attributes).containsOnlyKeys("short", "float", "own");
    assertThat(attributes).containsEntry("short", 7L).containsEntry("float", 0.5);
    assertThat((String) Objects.requireNonNull(attributes.get("own")))
        .matches(".*SpanTest\\$Touchy@[0-9a-f]+");
  }

  @Test
  void event_withAMapThatThrows_costsTheEventOnly() {
    try (Span span = tracer.span("checkout")) {
      span.event("event", new BrokenMap()).attribute("after", 1);
    }

    assertThat(log.takeFaults()).isOne();
    SpanRecord span = log.takeOnly();
    assertThat(span.events()).isEmpty();
    assertThat(span.attributes()).containsEntry("after", 1L);
  }

  @Test
  void fail_withWords_setsTheStatusAndHidesSecretsInThem() {
    tracer.span("checkout").fail("password=hunter2 refused").close();

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.statusMessage()).contains("[redacted]").doesNotContain("hunter2");
  }

  @Test
  void fail_withAnException_addsOneEvent() {
    tracer.span("checkout").fail(new IllegalStateException("first")).close();

    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isTrue();
    assertThat(span.events()).extracting(SpanRecord.Event::name).containsExactly("exception");
  }

  @Test
  void notes_afterTheEnd_areIgnored() {
    Span span = tracer.span("checkout");
    span.close();
    span.attribute("late", 1).event("late").rename("late").fail("late").fail().close();
    span.fail(new IllegalStateException()).end();

    SpanRecord written = log.takeOnly();
    assertThat(written.name()).isEqualTo("checkout");
    assertThat(written.attributes()).isEmpty();
    assertThat(written.failed()).isFalse();
  }

  @Test
  void rename_lastNameCounts() {
    tracer.span("one").rename("two").rename("three").close();

    assertThat(log.takeOnly().name()).isEqualTo("three");
  }

  @Test
  void notes_fromManyThreads_allArrive() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Span span = tracer.span("checkout")) {
      for (int i = 0; i < 100; i++) {
        String key = "key" + i;
        pool.execute(() -> span.attribute(key, 1).event(key));
      }
      pool.shutdown();
      assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    SpanRecord span = log.takeOnly();
    assertThat(span.attributes()).hasSize(100);
    assertThat(span.events()).hasSize(100);
  }

  /** An object of the user's whose every method is a trap. */
  private static final class Touchy {
    @Override
    public String toString() {
      throw new AssertionError("touched");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("touched");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("touched");
    }
  }

  private static final class BrokenMap extends AbstractMap<String, String> {
    @Override
    public Set<Entry<String, String>> entrySet() {
      throw new IllegalStateException("lazily loaded, and the session is closed");
    }
  }
}
