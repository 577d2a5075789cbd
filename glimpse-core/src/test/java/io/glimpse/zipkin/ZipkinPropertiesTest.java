package io.glimpse.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RandomSpans;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.SpanKind;
import io.glimpse.record.SpanRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import zipkin2.Span;

/** Whatever a record holds, Zipkin reads the body, and finds what the record's values say. */
@Tag("slow")
final class ZipkinPropertiesTest {
  private final ZipkinFormat format = new ZipkinFormat();

  @Property
  void body_anyTwoBatches_saysWhatTheirValuesSay(@ForAll long seed, @ForAll long other) {
    RecordBatch first = RandomSpans.batch(seed);
    RecordBatch second = RandomSpans.batch(other);
    ByteBuilder out = new ByteBuilder(16);

    format.begin(out, first.source());
    int written = format.append(out, first);
    assertThat(format.goesOnWith(second.source())).isTrue();
    written += format.append(out, second);
    format.end(out);

    List<Span> spans = Decoder.spans(out.toString());
    assertThat(spans).hasSize(written);
    assertSame(first, spans.subList(0, first.spanCount()));
    assertSame(second, spans.subList(first.spanCount(), spans.size()));
  }

  private static void assertSame(RecordBatch batch, List<Span> said) {
    List<SpanRecord> spans = batch.spans();
    assertThat(said).hasSameSizeAs(spans);
    for (int i = 0; i < said.size(); i++) {
      assertSame(spans.get(i), said.get(i));
    }
  }

  private static void assertSame(SpanRecord span, Span said) {
    assertThat(said.traceId()).isEqualTo(span.traceId().hex());
    assertThat(said.id()).isEqualTo(span.spanId().hex());
    assertThat(said.parentId()).isEqualTo(parent(span));
    assertThat(said.name()).isEqualTo(lower(span.name()));
    assertThat(said.kind())
        .isEqualTo(span.kind() == SpanKind.INTERNAL ? null : Span.Kind.valueOf(span.kind().name()));
    assertThat(said.timestampAsLong()).isEqualTo(micros(span.start()));
    assertThat(said.durationAsLong()).isEqualTo(Math.max(1, span.durationNanos() / 1000));
    String service = span.service() == null ? "unknown_service:java" : span.service();
    assertThat(said.localServiceName()).isEqualTo(lower(service));
    assertThat(said.annotations()).hasSize(distinctEvents(span));
    Map<String, String> tags = new HashMap<>(said.tags());
    String error = tags.remove("error");
    assertThat(error != null).isEqualTo(span.failed() || saysError(span.attributes().get("error")));
    assertThat(tags).isEqualTo(tags(span));
  }

  /** The decoder knows no span that is its own parent. */
  private static @Nullable String parent(SpanRecord span) {
    return span.parentSpanId() == null ? null : span.parentSpanId().hex();
  }

  private static boolean saysError(@Nullable Object noted) {
    return noted != null && !noted.toString().equals("false");
  }

  private static Map<String, String> tags(SpanRecord span) {
    Map<String, String> tags = new HashMap<>();
    for (SpanRecord.Event event : span.events()) {
      if (event.name().equals("exception") && event.timestamp().equals(span.end())) {
        event
            .attributes()
            .forEach(
                (key, value) -> {
                  if (!value.toString().isEmpty()) {
                    tags.put(key, value.toString());
                  }
                });
        break;
      }
    }
    span.attributes().forEach((key, value) -> tags.put(key, RandomSpans.written(value.toString())));
    tags.remove("error");
    return tags;
  }

  /** Zipkin keeps one of two annotations that are the same. */
  private static int distinctEvents(SpanRecord span) {
    return (int)
        span.events().stream()
            .map(
                event ->
                    Objects.hash(
                        micros(event.timestamp()),
                        event.name(),
                        event.name().equals("exception") ? Map.of() : event.attributes()))
            .distinct()
            .count();
  }

  private static @Nullable String lower(String text) {
    return text.isEmpty() ? null : RandomSpans.written(text).toLowerCase(Locale.ROOT);
  }

  private static long micros(Instant instant) {
    long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    return Math.max(0, nanos / 1000);
  }
}
