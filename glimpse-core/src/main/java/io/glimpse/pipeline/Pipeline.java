package io.glimpse.pipeline;

import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
import io.glimpse.record.Loss;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.RecordWriter;
import io.glimpse.record.WaitingStarts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Carries records from any thread to any number of writers, in bounded memory, without ever making
 * the putting thread wait for a writer.
 *
 * <pre>{@code
 * try (Pipeline pipeline = Pipeline.start(Pipeline.Settings.standard(), source, List.of(writer))) {
 *   pipeline.inlet().put(RecordKind.START, bytes, 0, length);
 * }
 * }</pre>
 *
 * <p>Its threads are daemons and sleep while nothing is put. {@link #close} writes what is left,
 * waits no longer than it was told, and may be called twice.
 *
 * @since 0.1
 */
public final class Pipeline implements RecordSink, AutoCloseable {
  private static final int LARGEST_BLOCK = 64 * 1024;
  private static final int SMALLEST_BLOCK = 1024;

  private static final long LONGEST_WAIT = 1_000_000_000L;

  private final Memory memory;
  private final Ring ring;
  private final Drainer drainer;
  private final List<Lane> lanes;
  private final WaitingRoom waitingRoom = new WaitingRoom();
  private final LossCount losses = new LossCount("the queue");
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Settings settings;
  private volatile boolean gaveUp;

  /**
   * The bounds of a pipeline.
   *
   * @param queueBytes how much the ring holds, and the backlog of each destination
   * @param flushInterval how long a record waits at most before it is handed on
   * @param closeTimeout how long {@link #close} waits at most
   * @param onFull what a record meets when the ring is full
   * @since 0.1
   */
  public record Settings(
      long queueBytes, Duration flushInterval, Duration closeTimeout, OnFull onFull) {
    /** 8 MiB, one second, five seconds, drop. */
    public static Settings standard() {
      return new Settings(8L << 20, Duration.ofSeconds(1), Duration.ofSeconds(5), OnFull.DROP);
    }
  }

  /**
   * What went through a pipeline.
   *
   * @param recorded records that were taken to be written, whatever became of them; those that are
   *     still in the queue are not among them
   * @param written records by destination
   * @param lost records by place (a destination, or the queue before them) and reason
   * @param retried requests that a destination had to be sent again, where it has any
   * @param spooled records that were put on the disk for a destination, where there were any
   * @param highestQueueBytes the most that the ring has held at one time
   * @since 0.1
   */
  public record Counts(
      long recorded,
      Map<String, Long> written,
      Map<String, Map<Loss, Long>> lost,
      Map<String, Long> retried,
      Map<String, Long> spooled,
      long highestQueueBytes) {
    /** Nothing has happened yet. */
    public static final Counts NONE = new Counts(0, Map.of(), Map.of(), Map.of(), Map.of(), 0);

    /** These and those of another pipeline together. */
    public Counts plus(Counts more) {
      Map<String, Map<Loss, Long>> bothLost = new LinkedHashMap<>(lost);
      more.lost.forEach((place, losses) -> bothLost.merge(place, losses, Counts::both));
      return new Counts(
          recorded + more.recorded,
          sums(written, more.written),
          bothLost,
          sums(retried, more.retried),
          sums(spooled, more.spooled),
          Math.max(highestQueueBytes, more.highestQueueBytes));
    }

    private static Map<String, Long> sums(Map<String, Long> some, Map<String, Long> more) {
      Map<String, Long> sums = new LinkedHashMap<>(some);
      more.forEach((place, count) -> sums.merge(place, count, Long::sum));
      return sums;
    }

    static Map<Loss, Long> both(Map<Loss, Long> some, Map<Loss, Long> more) {
      Map<Loss, Long> sums = new EnumMap<>(Loss.class);
      sums.putAll(some);
      more.forEach((loss, count) -> sums.merge(loss, count, Long::sum));
      return sums;
    }

    /** Everything that was lost anywhere. */
    public long lostInAll() {
      return lost.keySet().stream().mapToLong(this::lostAt).sum();
    }

    /** What was lost at a destination, or at {@code queue} before it came to any. */
    public long lostAt(String place) {
      return lost.getOrDefault(place, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }

    /** What a destination took. */
    public long writtenTo(String destination) {
      return written.getOrDefault(destination, 0L);
    }
  }

  private Pipeline(Settings settings, RecordBatch.Source source, List<RecordWriter> writers) {
    this.settings = settings;
    int ways = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 8);
    int share = (int) Math.min(LARGEST_BLOCK, settings.queueBytes() / 64);
    int largest = Math.max(SMALLEST_BLOCK, Integer.highestOneBit(share));
    this.memory = new Memory(settings.queueBytes(), SMALLEST_BLOCK, largest);
    this.ring = new Ring(ways, memory, waitingRoom::letsIn, new ForTheDrainer());
    this.lanes =
        writers.stream()
            .map(writer -> new Lane(writer, settings.queueBytes(), this::roomAgain, this::lost))
            .toList();
    this.drainer =
        new Drainer(
            ring, memory, waitingRoom, lanes, source, losses, settings.flushInterval().toNanos());
  }

  /** Starts a pipeline that ends at these writers. It owns them: closing it closes them. */
  public static Pipeline start(
      Settings settings, RecordBatch.Source source, List<RecordWriter> writers) {
    Pipeline pipeline = new Pipeline(settings, source, List.copyOf(writers));
    pipeline.lanes.forEach(Lane::start);
    pipeline.drainer.start();
    return pipeline;
  }

  private final class ForTheDrainer implements Ring.Listener {
    @Override
    public void segmentFilled() {
      drainer.segmentFilled();
    }

    @Override
    public void segmentOpened() {
      drainer.wake();
    }

    @Override
    public void memoryIsShort() {
      drainer.memoryIsShort();
    }
  }

  private void lost() {
    drainer.lost();
  }

  private void roomAgain() {
    gaveUp = false;
    drainer.roomAgain();
  }

  @Override
  public boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
    Ring.Outcome outcome = ring.put(lane, kind, bytes, from, length);
    return outcome == Ring.Outcome.TAKEN
        || refused(outcome, kind, length, () -> ring.put(lane, kind, bytes, from, length));
  }

  @Override
  public Inlet inlet() {
    return new OwnInlet(ring.new Way());
  }

  /** What a thread's way in becomes by saying and counting what is refused there. */
  private final class OwnInlet implements Inlet {
    private final Ring.Way way;

    OwnInlet(Ring.Way way) {
      this.way = way;
    }

    @Override
    public boolean put(CallRecord record) {
      Ring.Outcome outcome = way.put(record);
      return outcome == Ring.Outcome.TAKEN || refused(outcome, record);
    }

    private boolean refused(Ring.Outcome outcome, CallRecord record) {
      return Pipeline.this.refused(outcome, record.kind(), record.length(), () -> way.put(record));
    }

    @Override
    public boolean put(RecordKind kind, byte[] bytes, int from, int length) {
      Ring.Outcome outcome = way.put(kind, bytes, from, length);
      return outcome == Ring.Outcome.TAKEN
          || Pipeline.this.refused(outcome, kind, length, () -> way.put(kind, bytes, from, length));
    }

    @Override
    public void handOver() {
      way.handOver();
    }
  }

  private boolean refused(
      Ring.Outcome outcome, RecordKind kind, int length, Supplier<Ring.Outcome> again) {
    return outcome == Ring.Outcome.FULL ? full(kind, length, again) : lose(Loss.CLOSED, kind);
  }

  @Override
  public void startWaits() {
    drainer.wake();
  }

  @Override
  public boolean asks(WaitingStarts starts) {
    drainer.ask(starts);
    return true;
  }

  @Override
  public void refused(long records) {
    losses.add(Loss.HELD_TOO_MUCH, records);
    drainer.lost();
  }

  private boolean full(RecordKind kind, int length, Supplier<Ring.Outcome> again) {
    if (length > settings.queueBytes()) {
      return lose(Loss.TOO_LARGE, kind);
    }
    if (settings.onFull() == OnFull.BLOCK && !gaveUp) {
      if (waitingRoom.await(() -> again.get() == Ring.Outcome.TAKEN, LONGEST_WAIT)) {
        return true;
      }
      // One wait in vain is enough: the next records are dropped at once until there is room.
      gaveUp = true;
    }
    return lose(Loss.QUEUE_FULL, kind);
  }

  private boolean lose(Loss reason, RecordKind kind) {
    losses.add(reason, kind.records());
    drainer.lost();
    return false;
  }

  /**
   * Waits until everything that was put before has reached the writers, or the time is over.
   *
   * @return whether it has
   * @throws InterruptedException when the calling thread is interrupted
   */
  public boolean flush(Duration atMost) throws InterruptedException {
    return flush(lane -> true, atMost);
  }

  /** The same for one destination, where another one may hang. */
  boolean flushTo(String destination, Duration atMost) throws InterruptedException {
    return flush(lane -> lane.name().equals(destination), atMost);
  }

  private boolean flush(Predicate<Lane> wanted, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    if (!drainer.awaitRound(deadline)) {
      return false;
    }
    for (Lane lane : lanes) {
      if (wanted.test(lane) && !lane.awaitWritten(deadline)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the drainer sleeps until the next record. */
  boolean isIdle() {
    return drainer.isIdle();
  }

  /** How much memory is held for records that have not been handed on, or for more of them. */
  long heldBytes() {
    return memory.held();
  }

  /** What went through so far. */
  public Counts counts() {
    Map<String, Long> written = new LinkedHashMap<>();
    Map<String, Long> retried = new LinkedHashMap<>();
    Map<String, Long> spooled = new LinkedHashMap<>();
    Map<String, Map<Loss, Long>> lost = new LinkedHashMap<>();
    lost.put("queue", losses.byReason());
    for (Lane lane : lanes) {
      written.merge(lane.name(), lane.written(), Long::sum);
      lost.merge(lane.name(), lane.losses().byReason(), Counts::both);
      addUnlessNone(retried, lane.name(), lane.retries());
      addUnlessNone(spooled, lane.name(), lane.spooledRecords());
    }
    return new Counts(drainer.recorded(), written, lost, retried, spooled, memory.highest());
  }

  private static void addUnlessNone(Map<String, Long> sums, String place, long count) {
    if (count > 0) {
      sums.merge(place, count, Long::sum);
    }
  }

  /** Refuses further records, writes what is left within the time-out, and ends the threads. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long deadline = System.nanoTime() + settings.closeTimeout().toNanos();
    drainer.close(deadline);
    lanes.forEach(Lane::close);
    lanes.forEach(lane -> lane.awaitEnd(deadline));
  }
}
