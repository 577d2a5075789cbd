package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glimpse.record.AttributeNames;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** A call whose function returns a publisher ends with the first subscription that ends. */
final class PublisherCallTest {
  @RegisterExtension final SpanLog log = new SpanLog();

  private final Tracer tracer = log.tracer();
  private final SubmissionPublisher<String> items = new SubmissionPublisher<>(Runnable::run, 16);

  /** Takes everything, or nothing until it is told. */
  private static final class Reader implements Flow.Subscriber<String> {
    final List<String> heard = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // what it reads sets it
    Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String item) {
      heard.add(item);
    }

    @Override
    public void onError(Throwable thrown) {
      heard.add("! " + thrown.getMessage());
    }

    @Override
    public void onComplete() {
      heard.add(".");
    }
  }

  @Test
  void flow_thatRunsDry_endsTheCallThenWithoutAResult() {
    Flow.Publisher<String> given = returned(Flow.Publisher.class, items);
    Reader reader = new Reader();
    given.subscribe(reader);
    items.submit("one");
    items.submit("two");
    assertThat(log.takeStages()).containsExactly("START com.acme.Shop.stream");
    items.close();

    assertThat(reader.heard).containsExactly("one", "two", ".");
    assertEndedWithoutResult();
    assertThat(log.takeOnly().attributes()).doesNotContainKey(AttributeNames.CANCELLED);
  }

  @Test
  void flow_thatFails_isTheException() {
    Flow.Publisher<String> given = returned(Flow.Publisher.class, items);
    Reader reader = new Reader();
    given.subscribe(reader);
    items.submit("one");
    items.closeExceptionally(new IOException("torn"));

    assertThat(reader.heard).containsExactly("one", "! torn");
    assertThat(log.takeEntry(Stage.EXCEPTION).exception()).isEqualTo("java.io.IOException: torn");
    assertThat(log.takeOnly().failed()).isTrue();
    log.takeEntries();
  }

  @Test
  void flow_thatIsCancelled_endsTheCallAndSaysSo() {
    Flow.Publisher<String> given = returned(Flow.Publisher.class, items);
    Reader reader = new Reader();
    given.subscribe(reader);
    items.submit("one");
    reader.subscription.cancel();

    assertThat(items.getNumberOfSubscribers()).isZero();
    assertEndedWithoutResult();
    SpanRecord span = log.takeOnly();
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes()).containsEntry(AttributeNames.CANCELLED, true);
  }

  @Test
  void flow_withSeveralSubscribers_endsWithTheFirstThatEnds() {
    Flow.Publisher<String> given = returned(Flow.Publisher.class, items);
    Reader first = new Reader();
    Reader second = new Reader();
    given.subscribe(first);
    given.subscribe(second);
    second.subscription.cancel();
    items.submit("one");
    items.close();

    assertThat(first.heard).containsExactly("one", ".");
    assertThat(log.takeOnly().attributes()).containsEntry(AttributeNames.CANCELLED, true);
    assertEndedWithoutResult();
  }

  @Test
  void flow_neverSubscribed_isStillOpen() {
    Flow.Publisher<String> unused = returned(Flow.Publisher.class, items);

    assertThat(log.takeStages()).containsExactly("START com.acme.Shop.stream");
    assertThat(tracer.stillOpen()).isEqualTo(Map.of("com.acme.Shop.stream", 1L));
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless caller does
  void flow_withoutASubscriber_complainsAsItAlwaysDid() {
    Flow.Publisher<String> given = returned(Flow.Publisher.class, items);

    assertThatNullPointerException().isThrownBy(() -> given.subscribe(null));
    log.takeEntries();
  }

  @Test
  void functionDeclaredToReturnASubtype_endsAtReturnAndHandsOutTheVerySame() {
    Object given = open(SubmissionPublisher.class).returned(items);

    assertThat(given).isSameAs(items);
    assertThat(log.takeEntry(Stage.END).result()).startsWith("\"SubmissionPublisher@");
    log.takeOnly();
    log.takeEntries();
  }

  @Test
  void reactiveStreams_thatRunsDry_endsTheCallThen() {
    Publisher<String> given = returned(Publisher.class, FlowAdapters.toPublisher(items));
    Reader reader = new Reader();
    given.subscribe(FlowAdapters.toSubscriber(reader));
    items.submit("one");
    assertThat(log.spansSoFar()).isEmpty();
    items.close();

    assertThat(reader.heard).containsExactly("one", ".");
    assertEndedWithoutResult();
    log.takeOnly();
  }

  @Test
  void reactiveStreams_cancelled_endsTheCallAndSaysSo() {
    Publisher<String> given = returned(Publisher.class, FlowAdapters.toPublisher(items));
    Reader reader = new Reader();
    given.subscribe(FlowAdapters.toSubscriber(reader));
    reader.subscription.cancel();

    assertThat(items.getNumberOfSubscribers()).isZero();
    assertThat(log.takeOnly().attributes()).containsEntry(AttributeNames.CANCELLED, true);
    log.takeEntries();
  }

  @Test
  void uni_withAnItem_endsTheCallWithIt() {
    List<UniEmitter<? super String>> emitters = new ArrayList<>();
    Uni<String> given = returned(Uni.class, Uni.createFrom().<String>emitter(emitters::add));
    assertThat(emitters).as("nobody has subscribed yet").isEmpty();
    List<String> heard = new ArrayList<>();
    given.subscribe().with(heard::add);
    assertThat(log.spansSoFar()).isEmpty();
    emitters.get(0).complete("12.90");

    assertThat(heard).containsExactly("12.90");
    assertThat(log.takeEntry(Stage.END).result()).isEqualTo("\"12.90\"");
    log.takeOnly();
    log.takeEntries();
  }

  @Test
  void uni_thatFails_isTheException() {
    Uni<String> given =
        returned(Uni.class, Uni.createFrom().<String>failure(new IOException("no answer")));
    List<Throwable> heard = new ArrayList<>();
    given.subscribe().with(item -> {}, heard::add);

    assertThat(heard).singleElement().isInstanceOf(IOException.class);
    assertThat(log.takeEntry(Stage.EXCEPTION).exception())
        .isEqualTo("java.io.IOException: no answer");
    log.takeOnly();
    log.takeEntries();
  }

  @Test
  void uni_thatIsCancelled_endsTheCallAndSaysSo() {
    Uni<String> given = returned(Uni.class, Uni.createFrom().<String>nothing());
    given.subscribe().with(item -> {}).cancel();

    assertEndedWithoutResult();
    assertThat(log.takeOnly().attributes()).containsEntry(AttributeNames.CANCELLED, true);
  }

  @Test
  void uni_subscribedTwice_endsTheCallOnce() {
    Uni<String> given = returned(Uni.class, Uni.createFrom().item("12.90"));

    assertThat(given.await().indefinitely()).isEqualTo("12.90");
    assertThat(given.await().indefinitely()).isEqualTo("12.90");
    assertThat(log.takeStages())
        .containsExactly("START com.acme.Shop.stream", "END com.acme.Shop.stream");
    log.takeOnly();
  }

  @Test
  void multi_thatRunsDry_endsTheCallThen() {
    Multi<String> given = returned(Multi.class, Multi.createFrom().items("one", "two"));

    assertThat(given.collect().asList().await().indefinitely()).containsExactly("one", "two");
    assertEndedWithoutResult();
    assertThat(log.takeOnly().attributes()).doesNotContainKey(AttributeNames.CANCELLED);
  }

  @Test
  void multi_ofWhichOneItemIsTaken_endsTheCallAndSaysSo() {
    Multi<String> given = returned(Multi.class, Multi.createFrom().items("one", "two"));

    assertThat(given.toUni().await().indefinitely()).isEqualTo("one");
    assertThat(log.takeOnly().attributes()).containsEntry(AttributeNames.CANCELLED, true);
    log.takeEntries();
  }

  @Test
  void multi_thatFails_isTheException() {
    Multi<String> given =
        returned(Multi.class, Multi.createFrom().<String>failure(new IOException("torn")));
    List<Throwable> heard = new ArrayList<>();
    given.subscribe().with(item -> {}, heard::add);

    assertThat(heard).singleElement().isInstanceOf(IOException.class);
    assertThat(log.takeEntry(Stage.EXCEPTION).exception()).isEqualTo("java.io.IOException: torn");
    log.takeOnly();
    log.takeEntries();
  }

  private void assertEndedWithoutResult() {
    List<LogEntry> entries = log.takeEntries();
    LogEntry end = entries.get(entries.size() - 1);
    assertThat(end.stage()).isEqualTo(Stage.END);
    assertThat(end.result()).isNull();
    assertThat(tracer.stillOpen()).isEmpty();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the declared type's own
  private <P> P returned(Class<?> declared, P publisher) {
    Object given = open(declared).returned(publisher);
    assertThat(given).isInstanceOf(declared);
    return (P) Objects.requireNonNull(given);
  }

  private OpenCall open(Class<?> declared) {
    TracedFunction function =
        tracer.function(
            FunctionName.of("com.acme.Shop", "stream", null), List.of(), Set.of(), declared);
    return Objects.requireNonNull(tracer.open(function, new Object[0]));
  }
}
