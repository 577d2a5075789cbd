package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.logcontext.LogContext;
import io.glimpse.record.NameTable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What threads remember for a request; that they find it on Vert.x is seen on Quarkus. */
final class RequestPlacesTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final ThreadSlot slot = newSlot();

  private static ThreadSlot newSlot() {
    return new ThreadSlot(
        LogContext.none(), new NameTable(), (lane, kind, bytes, from, length) -> true);
  }

  @Test
  void eachThread_hasPlacesOfItsOwnWithTheRequestsSpanActive() {
    try (Span request = tracer.span("request")) {
      RequestPlaces places = new RequestPlaces(slot, request);
      @Nullable Object[] here = places.ofThisThread();
      @Nullable Object[] there = CompletableFuture.supplyAsync(places::ofThisThread).join();

      assertThat(places.ofThisThread()).isSameAs(here);
      assertThat(there).isNotSameAs(here);
      assertThat(ThreadSlot.active(here)).isSameAs(request);
      assertThat(ThreadSlot.active(there)).isSameAs(request);
    }
    assertThat(log.takeSpans()).hasSize(1);
  }

  @Test
  void twoRequests_onOneThread_doNotSeeEachOther() {
    try (Span first = tracer.span("first");
        Span second = tracer.span("second")) {
      RequestPlaces one = new RequestPlaces(slot, first);
      RequestPlaces other = new RequestPlaces(slot, second);

      assertThat(ThreadSlot.active(one.ofThisThread())).isSameAs(first);
      assertThat(ThreadSlot.active(other.ofThisThread())).isSameAs(second);
    }
    assertThat(log.takeSpans()).hasSize(2);
  }

  @Test
  void places_areThoseOfOneTracer() {
    RequestPlaces places = new RequestPlaces(slot, null);

    assertThat(places.belongTo(slot)).isTrue();
    assertThat(places.belongTo(newSlot())).isFalse();
  }

  @Test
  void stayWithRequest_whereRequestsAreBoundToThreads_doesNothing() {
    try (Span request = tracer.span("request")) {
      tracer.capture().stayWithRequest();
    }

    assertThat(tracer.active()).isEmpty();
    assertThat(log.takeSpans()).hasSize(1);
  }
}
