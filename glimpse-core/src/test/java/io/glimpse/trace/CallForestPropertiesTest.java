package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanId;
import io.glimpse.context.TraceId;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.AttributeNames;
import io.glimpse.record.EntryLevel;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever calls what, on which threads and however it ends: the forest that is recorded is the one
 * that was called, and each START has one end behind it.
 */
final class CallForestPropertiesTest {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  /** How a call comes about, seen from the one around it. */
  private enum Way {
    HERE,
    ELSEWHERE_AND_WAITED_FOR,
    ELSEWHERE,
    /** By whoever completes the result of the one around it, before that is complete. */
    AT_THE_END
  }

  private enum End {
    RETURNS(Object.class, Stage.END, false),
    THROWS(Object.class, Stage.EXCEPTION, false),
    THROWS_BEFORE_THERE_IS_A_STAGE(CompletionStage.class, Stage.EXCEPTION, false),
    STAGE_IS_COMPLETE(CompletionStage.class, Stage.END, false),
    STAGE_COMPLETES(CompletableFuture.class, Stage.END, true),
    STAGE_FAILS(CompletionStage.class, Stage.EXCEPTION, true),
    STAGE_IS_CANCELLED(CompletableFuture.class, Stage.EXCEPTION, true),
    FLOW_RUNS_DRY(Flow.Publisher.class, Stage.END, true),
    FLOW_FAILS(Flow.Publisher.class, Stage.EXCEPTION, true),
    FLOW_IS_CANCELLED(Flow.Publisher.class, Stage.END, true);

    final Class<?> declared;
    final Stage recorded;

    /** Whether it comes after the function has returned, mostly. */
    final boolean late;

    End(Class<?> declared, Stage recorded, boolean late) {
      this.declared = declared;
      this.recorded = recorded;
      this.late = late;
    }
  }

  private record Plan(Way way, End end, List<Plan> below) {}

  /** What the records of one call must say. */
  private record Expected(
      String function, @Nullable String caller, String root, Stage end, boolean cancelled) {}

  @AfterContainer
  static void stop() {
    THREADS.shutdownNow();
  }

  @Property(tries = 1000)
  void recordedForest_isTheOneThatWasCalled(@ForAll("forests") List<Plan> forest) throws Exception {
    SpanLog log = new SpanLog();

    perform(forest, new Theatre(log, log.tracer(Theatre.deep())), () -> {});
  }

  /** Where STARTs wait, and are asked for all the time. */
  @Property(tries = 500)
  void forestAtTheEndOfTheRoad_isTheOneThatWasCalled(@ForAll("forests") List<Plan> forest)
      throws Exception {
    SpanLog log = new SpanLog();
    Pipeline road = log.road(Duration.ofNanos(1));

    perform(forest, new Theatre(log, log.tracer(Theatre.deep(), road)), road::close);
  }

  private static void perform(List<Plan> forest, Theatre theatre, Runnable inTheEnd)
      throws Exception {
    for (Plan tree : forest) {
      theatre.perform(tree, null, null);
    }
    theatre.awaitEnd();
    inTheEnd.run();

    theatre.assertRecorded();
  }

  @Provide
  Arbitrary<List<Plan>> forests() {
    return trees(4).list().ofMinSize(1).ofMaxSize(3);
  }

  private static Arbitrary<Plan> trees(int levels) {
    Arbitrary<List<Plan>> below =
        levels == 0
            ? Arbitraries.just(List.of())
            : Arbitraries.lazy(() -> trees(levels - 1)).list().ofMaxSize(3);
    return Combinators.combine(Arbitraries.of(Way.class), Arbitraries.of(End.class), below)
        .as(Plan::new);
  }

  /** Performs plans with a tracer of its own, and knows what has to be recorded of them. */
  private static final class Theatre {
    private final SpanLog log;
    private final Tracer tracer;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Expected> expected = new ConcurrentLinkedQueue<>();
    private final Queue<Future<?>> running = new ConcurrentLinkedQueue<>();

    Theatre(SpanLog log, Tracer tracer) {
      this.log = log;
      this.tracer = tracer;
    }

    static TracerSettings deep() {
      return new TracerSettings(
          EntryLevel.INFO,
          1000,
          1_000_000,
          1,
          true,
          true,
          true,
          true,
          false,
          512,
          List.of(),
          List.of(Propagator.TRACECONTEXT),
          false,
          Selection.EVERYTHING);
    }

    void perform(Plan plan, @Nullable String caller, @Nullable String root) {
      String function = "f" + numbers.incrementAndGet();
      String first = root == null ? function : root;
      expected.add(
          new Expected(
              function, caller, first, plan.end().recorded, plan.end() == End.FLOW_IS_CANCELLED));
      TracedFunction traced =
          tracer.function(
              FunctionName.of("com.acme.Shop", function, null),
              List.of("name"),
              Set.of(),
              plan.end().declared);
      OpenCall call = Objects.requireNonNull(tracer.open(traced, new Object[] {function}));
      boolean isLate = plan.end().late;
      boolean isGoneOnWith = plan.below().stream().anyMatch(each -> each.way() == Way.AT_THE_END);
      // To capture a span is to say that it has begun, so not without need.
      CapturedSpan inside = isLate && isGoneOnWith ? tracer.capture() : tracer.captureNone();
      for (Plan each : plan.below()) {
        if (each.way() != Way.AT_THE_END || !isLate) {
          perform(each, each.way(), function, first);
        }
      }
      end(
          call,
          plan.end(),
          () -> {
            for (Plan each : plan.below()) {
              if (each.way() == Way.AT_THE_END && isLate) {
                inside.wrap(() -> perform(each, function, first)).run();
              }
            }
          });
    }

    private void perform(Plan plan, Way way, String caller, String root) {
      Runnable work = () -> perform(plan, caller, root);
      switch (way) {
        case HERE, AT_THE_END -> work.run();
        case ELSEWHERE -> running.add(THREADS.submit(tracer.wrap(work)));
        case ELSEWHERE_AND_WAITED_FOR -> await(THREADS.submit(tracer.wrap(work)));
      }
    }

    private static void await(Future<?> done) {
      try {
        Object unused = done.get();
      } catch (Exception failed) {
        throw new AssertionError(failed);
      }
    }

    private void end(OpenCall call, End end, Runnable before) {
      IllegalStateException torn = new IllegalStateException("torn");
      CompletableFuture<String> stage = new CompletableFuture<>();
      switch (end) {
        case RETURNS -> call.returned("done");
        case THROWS, THROWS_BEFORE_THERE_IS_A_STAGE -> call.failed(torn);
        case STAGE_IS_COMPLETE -> call.returned(CompletableFuture.completedFuture("done"));
        case STAGE_COMPLETES -> later(call, stage, before, () -> stage.complete("done"));
        case STAGE_FAILS -> later(call, stage, before, () -> stage.completeExceptionally(torn));
        case STAGE_IS_CANCELLED -> later(call, stage, before, () -> stage.cancel(true));
        case FLOW_RUNS_DRY, FLOW_FAILS, FLOW_IS_CANCELLED -> flow(call, end, before, torn);
      }
    }

    /** Either may come first: that the stage is returned, or that it is complete. */
    private void later(OpenCall call, Object result, Runnable before, Runnable completion) {
      running.add(
          THREADS.submit(
              () -> {
                before.run();
                completion.run();
              }));
      assertThat(call.returned(result)).isSameAs(result);
    }

    private void flow(OpenCall call, End end, Runnable before, Throwable torn) {
      SubmissionPublisher<String> items = new SubmissionPublisher<>(Runnable::run, 4);
      Flow.Publisher<?> given = (Flow.Publisher<?>) Objects.requireNonNull(call.returned(items));
      CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
      given.subscribe(new Subscriber(subscription));
      running.add(
          THREADS.submit(
              () -> {
                before.run();
                if (end == End.FLOW_IS_CANCELLED) {
                  subscription.join().cancel();
                } else if (end == End.FLOW_FAILS) {
                  items.closeExceptionally(torn);
                } else {
                  items.close();
                }
              }));
    }

    void awaitEnd() throws Exception {
      for (Future<?> next = running.poll(); next != null; next = running.poll()) {
        Object unused = next.get();
      }
    }

    void assertRecorded() {
      assertThat(tracer.stillOpen()).isEmpty();
      assertThat(log.takeFaults()).isZero();
      SpanLog.assertThreadIsClean(tracer);
      assertEachStartHasOneEndBehindIt(log.takeEntries());
      assertThat(actual(log.takeSpans())).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void assertEachStartHasOneEndBehindIt(List<LogEntry> entries) {
      Map<SpanId, LogEntry> open = new HashMap<>();
      Set<SpanId> known = new HashSet<>();
      for (LogEntry entry : entries) {
        if (entry.stage() == Stage.START) {
          assertThat(known.add(entry.spanId())).isTrue();
          if (entry.parentSpanId() != null) {
            assertThat(known)
                .as("those that began before %s", entry)
                .contains(entry.parentSpanId());
          }
          open.put(entry.spanId(), entry);
        } else {
          LogEntry start = open.remove(entry.spanId());
          assertThat(start).as("the START of %s", entry).isNotNull();
          assertThat(entry.args()).isEqualTo(entry.stage() == Stage.END ? null : start.args());
          assertThat(entry.parentSpanId()).isEqualTo(start.parentSpanId());
        }
      }
      assertThat(open).isEmpty();
      assertThat(known).hasSize(expected.size());
    }

    private static List<Expected> actual(List<SpanRecord> spans) {
      Map<SpanId, String> functions = new HashMap<>();
      Map<TraceId, String> roots = new HashMap<>();
      for (SpanRecord span : spans) {
        functions.put(span.spanId(), name(span));
        if (span.parentSpanId() == null) {
          assertThat(roots.put(span.traceId(), name(span))).as("two roots").isNull();
        }
      }
      List<Expected> actual = new ArrayList<>();
      for (SpanRecord span : spans) {
        SpanId parent = span.parentSpanId();
        actual.add(
            new Expected(
                name(span),
                parent == null ? null : functions.get(parent),
                Objects.requireNonNull(roots.get(span.traceId())),
                span.failed() ? Stage.EXCEPTION : Stage.END,
                span.attributes().containsKey(AttributeNames.CANCELLED)));
      }
      return actual;
    }

    private static String name(SpanRecord span) {
      return span.name().substring("Shop.".length());
    }
  }

  private record Subscriber(CompletableFuture<Flow.Subscription> given)
      implements Flow.Subscriber<Object> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      given.complete(subscription);
    }

    @Override
    public void onNext(Object item) {}

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
