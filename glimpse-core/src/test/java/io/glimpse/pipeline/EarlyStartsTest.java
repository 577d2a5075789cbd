package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
import io.glimpse.record.LogEntry;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Stage;
import io.glimpse.record.WaitingStarts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The drainer asks for STARTs that wait, and takes them out of what comes behind. */
final class EarlyStartsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<LogEntry> entries = new CopyOnWriteArrayList<>();
  private final List<WaitingStarts.Waiting> waiting = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final NameTable functions = new NameTable();
  private final Pipeline pipeline =
      Pipeline.start(
          new Pipeline.Settings(1 << 20, Duration.ofNanos(1), LONG, OnFull.DROP),
          new RecordBatch.Source("test", null, functions),
          List.of(batch -> entries.addAll(batch.logEntries())));
  private final Inlet inlet = pipeline.inlet();

  EarlyStartsTest() {
    pipeline.asks(
        () -> {
          asked.incrementAndGet();
          return new ArrayList<>(waiting);
        });
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  /** A call that does not know that its START has been said, as it may be for a moment. */
  private static final class Unaware implements WaitingStarts.Waiting {
    private final long id;
    private boolean said;
    private volatile boolean over;

    Unaware(long id) {
      this.id = id;
    }

    @Override
    public long spanId() {
      return id;
    }

    @Override
    public boolean say(CallRecord to) {
      if (said) {
        return false;
      }
      said = true;
      record(to, RecordKind.START, id);
      return true;
    }

    @Override
    public boolean isOver() {
      return over;
    }
  }

  private static void record(CallRecord to, RecordKind kind, long id) {
    to.begin(kind, 1, false, 1, 2, id, 0).times(10, 20).function(-1, 0).thread(-1);
    CallRecord unused = to.sections(new byte[0], 0, 0, 0);
  }

  private void put(RecordKind kind, long id) {
    CallRecord record = new CallRecord();
    record(record, kind, id);
    assertThat(inlet.put(record)).isTrue();
  }

  private List<Stage> stages() throws InterruptedException {
    assertThat(pipeline.flush(LONG)).isTrue();
    return entries.stream().map(LogEntry::stage).toList();
  }

  private Unaware said(long id) throws InterruptedException {
    Unaware call = new Unaware(id);
    waiting.add(call);
    assertThat(stages()).containsExactly(Stage.START);
    return call;
  }

  @Test
  void startThatWasSaid_isTakenOutOfTheCallThatComesAfterIt() throws Exception {
    Unaware call = said(7);

    put(RecordKind.CALL, 7);
    call.over = true;

    assertThat(stages()).containsExactly(Stage.START, Stage.END);
    assertThat(entries).extracting(LogEntry::entryId).containsExactly("test-1", "test-2");
    assertThat(pipeline.counts().recorded()).isEqualTo(3);
  }

  @Test
  void startThatWasSaid_isNotSaidByTheCallAgain() throws Exception {
    Unaware call = said(7);

    put(RecordKind.START, 7);
    put(RecordKind.START, 8);
    put(RecordKind.EXCEPTION, 7);
    call.over = true;

    assertThat(stages()).containsExactly(Stage.START, Stage.START, Stage.EXCEPTION);
    assertThat(entries)
        .extracting(entry -> String.valueOf(entry.spanId()))
        .containsExactly("0000000000000007", "0000000000000008", "0000000000000007");
    assertThat(entries).extracting(LogEntry::entryId).containsExactly("test-1", "test-2", "test-3");
  }

  @Test
  void idOfACallThatIsOver_isForgotten() throws Exception {
    Unaware call = said(7);
    call.over = true;
    waiting.clear();
    // The first look sees that it is over; after the round behind the next one nothing can come.
    assertThat(stages()).hasSize(1);
    assertThat(stages()).hasSize(1);

    put(RecordKind.CALL, 7);

    assertThat(stages()).containsExactly(Stage.START, Stage.START, Stage.END);
  }

  @Test
  void drainerThatSleeps_isWokenByACallWhoseStartWaits() {
    put(RecordKind.END, 1);
    await().atMost(LONG).until(() -> entries.size() == 1 && pipeline.isIdle());
    int before = asked.get();
    await().atMost(LONG).until(() -> asked.get() > before || pipeline.isIdle());

    waiting.add(new Unaware(7));
    pipeline.startWaits();

    await().atMost(LONG).until(() -> entries.size() == 2);
    assertThat(entries.get(1).stage()).isEqualTo(Stage.START);
  }

  @Test
  void callThatWaitsWhenThePipelineIsClosed_isSaid() {
    waiting.add(new Unaware(7));

    pipeline.close();

    assertThat(entries).extracting(LogEntry::stage).containsExactly(Stage.START);
  }
}
