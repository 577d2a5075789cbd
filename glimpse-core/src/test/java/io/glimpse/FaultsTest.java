package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.config.Config;
import io.glimpse.config.LogLines;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.Loss;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordWriter;
import io.glimpse.trace.OpenCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a whole Glimpse: what is kept, and what is counted. */
@Tag("slow")
@Timeout(120)
final class FaultsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension final LogLines log = new LogLines("io.glimpse");

  @TempDir Path folder;

  @Test
  void diskFull_andBack_losesAndCountsWhatCameMeanwhile_andNothingElse() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    Path real = folder.resolve("real.jsonl");
    Path link = Files.createSymbolicLink(file(), real);
    Glimpse glimpse = open(link);
    record(glimpse, "before-", 10);
    pointTo(link, full);
    record(glimpse, "meanwhile-", 5);
    record(glimpse, "meanwhile again-", 5);
    pointTo(link, real);
    record(glimpse, "after-", 10);
    assertThat(glimpse.counts().lost().get("jsonl")).isEqualTo(Map.of(Loss.WRITE_FAILED, 30L));
    glimpse.close();

    WrittenTraces written = WrittenTraces.of(real);
    written.assertHasAll("before-", 10);
    written.assertHasAll("after-", 10);
    assertThat(written.lines()).isEqualTo(60);
    assertThat(glimpse.counts().written()).isEqualTo(Map.of("jsonl", 60L));
    assertThat(glimpse.counts().lostInAll()).isEqualTo(30);
    List<String> said = log.take();
    assertThat(said)
        .filteredOn(line -> line.startsWith("SEVERE"))
        .hasSize(1)
        .allMatch(line -> line.contains("Glimpse cannot write to jsonl"))
        .allMatch(line -> line.contains("No space left on device"));
    assertThat(said)
        .filteredOn(line -> line.contains("records at jsonl: the destination failed"))
        .last()
        .asString()
        .contains("(30 in all)");
    assertThat(said).last().asString().contains("60 written to jsonl, 30 lost");
  }

  private static void pointTo(Path link, Path target) throws IOException {
    Files.delete(link);
    Path unused = Files.createSymbolicLink(link, target);
  }

  @Test
  void folderThatCannotBeWrittenTo_isSaidOnceWithItsPath_andTheRestArrivesOnceItCan()
      throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("logs"));
    Path file = inTheWay.resolve("trace.jsonl");
    Glimpse glimpse = open(file);
    record(glimpse, "lost-", 5);
    record(glimpse, "lost again-", 5);
    Files.delete(inTheWay);
    record(glimpse, "kept-", 5);
    glimpse.close();

    WrittenTraces written = WrittenTraces.of(file);
    written.assertHasAll("kept-", 5);
    assertThat(written.lines()).isEqualTo(15);
    assertThat(glimpse.counts().lost().get("jsonl")).isEqualTo(Map.of(Loss.WRITE_FAILED, 30L));
    assertThat(log.take())
        .filteredOn(line -> line.startsWith("SEVERE"))
        .hasSize(1)
        .allMatch(line -> line.contains(file.toString()) && line.contains("glimpse.log-path"));
  }

  @Test
  void file_movedAgainAndAgainUnderLoad_losesNoLine() throws Exception {
    assertEveryLineIsKept(
        turn -> {
          Path unused = Files.move(file(), folder.resolve("moved-" + turn));
        });
  }

  @Test
  void file_deletedAgainAndAgainUnderLoad_losesOnlyWhatIsInTheDeletedOnes() throws Exception {
    assertEveryLineIsKept(
        turn -> {
          // A second name keeps what lies in the deleted file.
          Path unused = Files.createLink(folder.resolve("deleted-" + turn), file());
          Files.delete(file());
        });
  }

  private interface Blow {
    void strike(int turn) throws IOException;
  }

  /** Four threads record while somebody is at the file; then all lines of all files are counted. */
  private void assertEveryLineIsKept(Blow blow) throws Exception {
    int calls = 2_000;
    Glimpse glimpse = open(file());
    Crowd crowd = new Crowd(glimpse, 4, calls);
    int turns = 0;
    while (!crowd.isDone() || turns < 3) {
      await().atMost(LONG).until(() -> Files.exists(file()) || crowd.isDone());
      if (!Files.exists(file())) {
        record(glimpse, "more" + turns + "-", 1);
      }
      try {
        blow.strike(turns++);
      } catch (NoSuchFileException betweenTwoFiles) {
        turns--;
      }
    }
    crowd.join();
    record(glimpse, "last-", 1);
    glimpse.close();

    Pipeline.Counts counts = glimpse.counts();
    assertThat(counts.lostInAll()).isZero();
    WrittenTraces written = WrittenTraces.of(everyFile());
    for (int thread = 0; thread < 4; thread++) {
      written.assertHasAll("crowd-" + thread + "-", calls);
    }
    written.assertHasAll("last-", 1);
    assertThat(counts.written()).isEqualTo(Map.of("jsonl", written.lines()));
    assertThat(everyFile()).hasSizeGreaterThan(3);
  }

  @Test
  void applicationsThread_interruptedDuringACall_staysInterrupted_andTheCallIsRecorded()
      throws Exception {
    Glimpse glimpse = open(file());
    OpenCall call =
        Objects.requireNonNull(
            glimpse
                .tracer()
                .open(
                    glimpse
                        .tracer()
                        .function(
                            FunctionName.of("com.acme.Cart", "wait", null),
                            List.of(),
                            Set.of(),
                            void.class),
                    new Object[0]));
    Thread.currentThread().interrupt();
    Object unused = call.returned(null);
    String done = glimpse.tracer().trace("while interrupted-1", () -> "done");

    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(done).isEqualTo("done");
    assertThat(glimpse.flush(LONG)).isTrue();
    glimpse.close();
    assertThat(glimpse.counts().written()).isEqualTo(Map.of("jsonl", 6L));
    WrittenTraces.of(file()).assertHasAll("while interrupted-", 1);
  }

  @Test
  void glimpse_closedByAnInterruptedThread_writesEverything_andLeavesItInterrupted()
      throws Exception {
    Glimpse glimpse = open(file());
    String done = glimpse.tracer().trace("one-1", () -> "done");
    Thread.currentThread().interrupt();
    glimpse.close();

    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(done).isEqualTo("done");
    assertThat(glimpse.counts().lostInAll()).isZero();
    WrittenTraces.of(file()).assertHasAll("one-", 1);
  }

  @Test
  void drainersAndWritersThread_interruptedAllTheTime_loseNothing() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Glimpse glimpse = open(file());
    List<Thread> ours = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (before.contains(thread)) {
        continue;
      }
      if (thread.getName().equals("glimpse-drainer") || thread.getName().equals("glimpse-jsonl")) {
        ours.add(thread);
      }
    }
    assertThat(ours).hasSize(2);
    Crowd crowd = new Crowd(glimpse, 4, 2_000);
    while (!crowd.isDone()) {
      ours.forEach(Thread::interrupt);
      LockSupport.parkNanos(2_000_000);
    }
    crowd.join();
    assertThat(ours).allMatch(Thread::isAlive);
    glimpse.close();

    assertThat(glimpse.counts().lostInAll()).isZero();
    WrittenTraces written = WrittenTraces.of(file());
    assertThat(written.lines()).isEqualTo(4 * 2_000 * 3);
    written.assertHasAll("crowd-3-", 2_000);
    await().atMost(LONG).until(() -> ours.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void close_whileEightThreadsRecord_everyRecordIsWrittenOrCounted() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path file = folder.resolve("closed-" + round);
      Glimpse glimpse = open(file);
      AtomicLong made = new AtomicLong();
      AtomicBoolean closed = new AtomicBoolean();
      ExecutorService pool = Executors.newFixedThreadPool(8);
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String first = thread + "-";
        all.add(pool.submit(() -> recordPast(closed, glimpse, first, made)));
      }
      long enough = 500L * (round + 1);
      while (made.get() < enough) {
        Thread.onSpinWait();
      }
      glimpse.close();
      closed.set(true);
      for (Future<?> each : all) {
        Object nothing = each.get();
        assertThat(nothing).isNull();
      }
      pool.shutdown();

      Pipeline.Counts counts = glimpse.counts();
      assertThat(counts.writtenTo("jsonl") + counts.lostInAll()).isEqualTo(made.get() * 3);
      assertThat(counts.lost())
          .hasEntrySatisfying("queue", lost -> assertThat(lost).containsOnlyKeys(Loss.CLOSED));
      assertThat(counts.lostAt("jsonl")).isZero();
      assertThat(WrittenTraces.of(file).lines()).isEqualTo(counts.writtenTo("jsonl"));
    }
  }

  /** Until it is closed, and a little more. */
  private static Void recordPast(
      AtomicBoolean closed, Glimpse glimpse, String first, AtomicLong made) throws Exception {
    int n = 0;
    for (int left = 10; left > 0; left -= closed.get() ? 1 : 0) {
      String done = glimpse.tracer().trace(first + n++, () -> "done");
      assertThat(done).isEqualTo("done");
      made.incrementAndGet();
      if (n % 100 == 0) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    return null;
  }

  @Test
  void twoGlimpses_onOneFile_losesAndTearsNoLine() throws Exception {
    Glimpse one = open(file());
    Glimpse two = open(file());
    Crowd first = new Crowd(one, 2, 2_000, "one");
    Crowd second = new Crowd(two, 2, 2_000, "two");
    first.join();
    second.join();
    one.close();
    record(two, "still open-", 1);
    two.close();

    WrittenTraces written = WrittenTraces.of(file());
    for (String each : List.of("one-0-", "one-1-", "two-0-", "two-1-")) {
      written.assertHasAll(each, 2_000);
    }
    written.assertHasAll("still open-", 1);
    assertThat(one.counts().lostInAll() + two.counts().lostInAll()).isZero();
    assertThat(one.counts().writtenTo("jsonl") + two.counts().writtenTo("jsonl"))
        .isEqualTo(written.lines());
  }

  @Test
  void twoGlimpses_onTwoFiles_haveTheirOwnEach() throws Exception {
    Path other = folder.resolve("other.jsonl");
    Glimpse one = open(file());
    Glimpse two = open(other);
    new Crowd(one, 2, 500, "one").join();
    new Crowd(two, 2, 700, "two").join();
    one.close();
    two.close();

    assertThat(WrittenTraces.of(file()).lines()).isEqualTo(2 * 500 * 3);
    WrittenTraces.of(file()).assertHasAll("one-1-", 500);
    assertThat(WrittenTraces.of(other).lines()).isEqualTo(2 * 700 * 3);
    WrittenTraces.of(other).assertHasAll("two-1-", 700);
  }

  @Test
  void writerOfTheUsers_thatThrowsAnything_losesItsOwnRecordsOnly() throws Exception {
    Collected others = new Collected();
    RandomlyThrowing throwing = new RandomlyThrowing();
    Glimpse glimpse = open(throwing, others);
    for (int i = 0; i < 60; i++) {
      record(glimpse, "one-", 1);
    }
    glimpse.close();

    Pipeline.Counts counts = glimpse.counts();
    assertThat(others.spans()).hasSize(60);
    assertThat(others.entries()).hasSize(120);
    assertThat(throwing.refused.get()).isBetween(10L * 3, 50L * 3);
    assertThat(counts.lost().get("throwing"))
        .isEqualTo(Map.of(Loss.WRITE_FAILED, throwing.refused.get()));
    assertThat(counts.writtenTo("throwing")).isEqualTo(180 - throwing.refused.get());
    assertThat(counts.lostAt("collected") + counts.lostAt("queue")).isZero();
    assertThat(others.closed()).isOne();
  }

  @Test
  void writerOfTheUsers_thatThrowsEachTime_isSaidOnce() throws Exception {
    RecordWriter throwing =
        batch -> {
          throw new StackOverflowError("on purpose");
        };
    Glimpse glimpse = open(throwing);
    for (int i = 0; i < 5; i++) {
      record(glimpse, "one-", 1);
    }
    glimpse.close();

    assertThat(glimpse.counts().lostAt(throwing.name())).isEqualTo(15);
    assertThat(log.take()).filteredOn(line -> line.startsWith("SEVERE")).hasSize(1);
  }

  @Test
  void writerOfTheUsers_thatHangs_losesItsOwnRecordsOnly_andCloseComesBack() throws Exception {
    Collected others = new Collected();
    Hanging hanging = new Hanging();
    Glimpse glimpse = open(hanging, others);
    for (int i = 1; i <= 50; i++) {
      String done = glimpse.tracer().trace("one-" + i, () -> "done");
      assertThat(done).isEqualTo("done");
      int wanted = i;
      await().atMost(LONG).until(() -> others.spans().size() == wanted);
    }
    // Were it to wait for the one that hangs, the class's time limit would end the test.
    glimpse.close();

    assertThat(others.entries()).hasSize(100);
    await().atMost(LONG).until(() -> others.closed() == 1);
    assertThat(glimpse.counts().lost().get("hanging")).isEqualTo(Map.of(Loss.CLOSE_TIMEOUT, 150L));
    assertThat(glimpse.counts().lostAt("queue") + glimpse.counts().lostAt("collected")).isZero();
    assertThat(log.take())
        .anyMatch(line -> line.contains("150 records at hanging: the destination was not done"));
    hanging.release.countDown();
  }

  /** Every second time, more or less; what is thrown is everything that can be. */
  private static final class RandomlyThrowing implements RecordWriter {
    private final AtomicLong refused = new AtomicLong();
    private final Random dice = new Random(7);

    @Override
    public String name() {
      return "throwing";
    }

    @Override
    public void write(RecordBatch batch) throws IOException {
      int face = dice.nextInt(10);
      if (face >= 5) {
        return;
      }
      refused.addAndGet(batch.records());
      switch (face) {
        case 0 -> throw new IOException("on purpose");
        case 1 -> throw new IllegalStateException();
        case 2 -> throw new StackOverflowError();
        case 3 -> throw new NoClassDefFoundError("on purpose");
        default -> throw new Untellable();
      }
    }

    @Override
    public void close() {
      throw new NoClassDefFoundError("at the end, too");
    }
  }

  /** An error that cannot even be shown. */
  private static final class Untellable extends Error {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("on purpose");
    }
  }

  private static final class Hanging implements RecordWriter {
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public void write(RecordBatch batch) {
      boolean released = false;
      while (!released) {
        try {
          release.await();
          released = true;
        } catch (InterruptedException stubborn) {
          released = false;
        }
      }
    }
  }

  /** Threads that each record so many calls. */
  private static final class Crowd {
    private final ExecutorService pool;
    private final List<Future<?>> all = new ArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();

    Crowd(Glimpse glimpse, int threads, int calls) {
      this(glimpse, threads, calls, "crowd");
    }

    Crowd(Glimpse glimpse, int threads, int calls, String name) {
      pool = Executors.newFixedThreadPool(threads);
      for (int thread = 0; thread < threads; thread++) {
        String first = name + "-" + thread + "-";
        all.add(pool.submit(() -> record(glimpse, first, calls)));
      }
    }

    private Void record(Glimpse glimpse, String first, int calls) throws Exception {
      for (int n = 1; n <= calls; n++) {
        int number = n;
        int same = glimpse.tracer().trace(first + n, () -> number);
        broken.compareAndSet(false, same != n);
        if (n % 100 == 0) {
          LockSupport.parkNanos(1_000_000); // for the writer to take turns with
        }
      }
      return null;
    }

    boolean isDone() {
      return all.stream().allMatch(Future::isDone);
    }

    void join() throws Exception {
      for (Future<?> each : all) {
        Object nothing = each.get();
        assertThat(nothing).isNull();
      }
      pool.shutdown();
      assertThat(broken).isFalse();
    }
  }

  private static void record(Glimpse glimpse, String first, int calls) throws Exception {
    for (int n = 1; n <= calls; n++) {
      String done = glimpse.tracer().trace(first + n, () -> "done");
      assertThat(done).isEqualTo("done");
    }
    assertThat(glimpse.flush(LONG)).isTrue();
  }

  private Path file() {
    return folder.resolve("trace.jsonl");
  }

  private Path[] everyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toArray(Path[]::new);
    }
  }

  private static Glimpse open(Path file) {
    return Glimpse.builder()
        .config(
            Config.builder()
                .readEnvironment(false)
                .param("log-path", file.toString())
                .param("flush-interval", "5 ms")
                .param("close-timeout", "60 s")
                .param("queue-bytes", "128 MiB"))
        .policy(TracingPolicy.none())
        .open();
  }

  private static Glimpse open(RecordWriter... writers) {
    GlimpseBuilder builder =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("flush-interval", "5 ms")
                    .param("close-timeout", "300 ms"))
            .policy(TracingPolicy.none());
    for (RecordWriter each : writers) {
      builder = builder.writer(each);
    }
    return builder.open();
  }
}
