package io.glimpse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.pipeline.OnFull;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LogEntry;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.SpanRecord;
import io.glimpse.record.Stage;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Collects what tracers put, decoded as a destination would see it. After each test it fails when a
 * record was left unread, when a thread still knows one of our spans, or when a fault was counted
 * that the test did not ask about.
 */
public final class SpanLog implements RecordSink, AfterEachCallback {
  public final TurnedClock clock = new TurnedClock();
  public final ScriptedIds ids = new ScriptedIds();

  private final NameTable functions = new NameTable();
  private final RecordBatch.Source source =
      new RecordBatch.Source("log", "shop of the test", functions);
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<SpanRecord> spans = new ArrayList<>();
  private final List<Tracer> tracers = new ArrayList<>();
  private long nextEntry = 1;
  private long knownFaults;
  private @Nullable RuntimeException broken;

  @Override
  public synchronized boolean put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
    if (broken != null) {
      throw broken;
    }
    byte[] copy = Arrays.copyOfRange(bytes, from, from + length);
    RecordBatch batch = new RecordBatch(copy, length, kind.records(), nextEntry, source);
    nextEntry += kind.entries();
    add(batch);
    return true;
  }

  public Tracer tracer() {
    return tracer(TracerSettings.standard());
  }

  public Tracer tracer(TracerSettings settings) {
    return tracer(settings, this);
  }

  /** A tracer whose records come here by the {@link #road} that they take in an application. */
  Tracer tracer(TracerSettings settings, RecordSink road) {
    Tracer tracer = new Tracer(settings, functions, road, clock, ids);
    tracers.add(tracer);
    return tracer;
  }

  /** A road that ends here. */
  Pipeline road(Duration flushInterval) {
    Pipeline.Settings settings =
        new Pipeline.Settings(8 << 20, flushInterval, Duration.ofSeconds(10), OnFull.BLOCK);
    return Pipeline.start(settings, source, List.of(this::add));
  }

  private synchronized void add(RecordBatch batch) {
    entries.addAll(batch.logEntries());
    spans.addAll(batch.spans());
  }

  /** All log entries so far, which stay to be taken. */
  synchronized List<LogEntry> entriesSoFar() {
    return List.copyOf(entries);
  }

  /** A function without parameters and result. */
  static TracedFunction function(Tracer tracer, String name) {
    return tracer.function(
        FunctionName.of("com.acme.Shop", name, null), List.of(), Set.of(), void.class);
  }

  public synchronized void breakDown(RuntimeException fault) {
    broken = fault;
  }

  public synchronized void repair() {
    broken = null;
  }

  /** The only span so far. */
  public synchronized SpanRecord takeOnly() {
    assertThat(spans).hasSize(1);
    return spans.remove(0);
  }

  /** The only span of this name. */
  public synchronized SpanRecord take(String name) {
    List<SpanRecord> found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).as("spans named %s among %s", name, names()).hasSize(1);
    spans.remove(found.get(0));
    return found.get(0);
  }

  private List<String> names() {
    return spans.stream().map(SpanRecord::name).toList();
  }

  /** All spans, in the order in which they ended. */
  public synchronized List<SpanRecord> takeSpans() {
    List<SpanRecord> all = List.copyOf(spans);
    spans.clear();
    return all;
  }

  /** All spans so far, which stay to be taken. */
  public synchronized List<SpanRecord> spansSoFar() {
    return List.copyOf(spans);
  }

  /** All log entries, in the order in which they were put. */
  public synchronized List<LogEntry> takeEntries() {
    List<LogEntry> all = List.copyOf(entries);
    entries.clear();
    return all;
  }

  /** All log entries as {@code START com.acme.Shop.open}. */
  public List<String> takeStages() {
    return takeEntries().stream().map(entry -> entry.stage() + " " + entry.function()).toList();
  }

  /** Forgets what was recorded, where a test is about something else. */
  public synchronized void ignoreRecords() {
    entries.clear();
    spans.clear();
  }

  /** The only log entry of this stage. */
  public synchronized LogEntry takeEntry(Stage stage) {
    List<LogEntry> found = entries.stream().filter(entry -> entry.stage() == stage).toList();
    assertThat(found).hasSize(1);
    entries.remove(found.get(0));
    return found.get(0);
  }

  /** Faults of all tracers that this was not asked about before. */
  public long takeFaults() {
    long all = tracers.stream().mapToLong(Tracer::faults).sum();
    long news = all - knownFaults;
    knownFaults = all;
    return news;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(takeFaults()).as("faults inside Glimpse").isZero();
    assertThat(names()).as("spans left unread").isEmpty();
    assertThat(entries).as("log entries left unread").isEmpty();
    tracers.forEach(SpanLog::assertThreadIsClean);
  }

  /** Nothing of ours can be reached from this thread, except by a weak reference. */
  public static void assertThreadIsClean(Tracer tracer) {
    assertThat(tracer.active()).as("active span left on the thread").isEmpty();
    for (Object place : places(tracer)) {
      if (place instanceof WeakReference) {
        assertThat(place.getClass()).isSameAs(WeakReference.class);
      } else {
        assertThat(place).as("left on the thread").isNull();
      }
    }
  }

  @SuppressWarnings("unchecked") // the field's type
  private static @Nullable Object[] places(Tracer tracer) {
    try {
      Field recorder = Tracer.class.getDeclaredField("recorder");
      recorder.setAccessible(true);
      ThreadSlot slot = ((Recorder) recorder.get(tracer)).threads();
      Field local = ThreadSlot.class.getDeclaredField("local");
      local.setAccessible(true);
      Object places = ((ThreadLocal<Object>) local.get(slot)).get();
      return places == null ? new Object[0] : (Object[]) places;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
