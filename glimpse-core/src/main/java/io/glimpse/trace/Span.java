package io.glimpse.trace;

import io.glimpse.context.SpanContext;
import io.glimpse.record.SpanKind;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A timed block that somebody opened by hand, or a request. You want one where a span shall cover
 * something that is no function of a bean.
 *
 * <pre>{@code
 * try (Span span = tracer.span("checkout")) {
 *   span.attribute("basket.lines", 3);
 *   …
 * }
 * }</pre>
 *
 * <p>{@code Tracer.span} makes it the active span of the thread until it is closed. {@code
 * Tracer.start} does not; {@link #activate} then does, on any thread and as often as needed. Notes
 * may be added by any thread until it ends; what comes later is ignored. Nothing here throws.
 *
 * @since 0.1
 */
public final class Span extends ActiveSpan implements AutoCloseable {
  final SpanKind kind;
  final SpanNotes notes;
  final long startNanos;

  /** Whether it leaves log entries too, as a function does. */
  final boolean logged;

  /** The function that it stands for, where an edge opened it that is no interceptor. */
  final @Nullable ShownFunction function;

  /** The caller, where no span of this process is the parent. */
  private final @Nullable SpanContext caller;

  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Scope scope;

  Span(
      LocalRoot root,
      @Nullable ActiveSpan parent,
      @Nullable SpanContext caller,
      SpanKind kind,
      SpanNotes notes,
      boolean logged,
      @Nullable TracedFunction function) {
    super(root, parent, root.recorder.roots().nextSpanId(), depthBelow(parent, function));
    this.caller = caller;
    this.kind = kind;
    this.notes = notes;
    this.logged = logged;
    this.function = function == null ? null : function.under(root.recorder);
    this.startNanos = root.recorder.now();
  }

  /** One that will leave no record, since a fault has made that impossible. */
  Span(LocalRoot unrecorded, SpanKind kind, SpanNotes notes) {
    super(unrecorded, null, unrecorded.recorder.roots().nextSpanId(), 0);
    this.caller = null;
    this.kind = kind;
    this.notes = notes;
    this.logged = false;
    this.function = null;
    this.startNanos = 0;
  }

  private static int depthBelow(@Nullable ActiveSpan parent, @Nullable TracedFunction function) {
    int above = parent == null ? 0 : parent.depth;
    return parent != null && function != null ? above + 1 : above;
  }

  @Override
  long idAboveAll() {
    return caller == null ? 0 : caller.spanId().value();
  }

  @Override
  boolean isRemoteAboveAll() {
    return caller != null && caller.remote();
  }

  /** Whether it will leave a record when it ends. */
  public boolean isRecorded() {
    return root.recorded;
  }

  /** Gives it another name; the last one counts. It is cut behind 256 characters. */
  public Span rename(String name) {
    return note(open -> open.rename(name));
  }

  /**
   * Notes a text. It is hidden where the key names a secret, and cut where it is too long; the key
   * is cut behind 256 characters. Null is not noted.
   */
  public Span attribute(String key, @Nullable String value) {
    return note(open -> open.attribute(key, value));
  }

  /** Notes a whole number. */
  public Span attribute(String key, long value) {
    return note(open -> open.attribute(key, value));
  }

  /** Notes a number. */
  public Span attribute(String key, double value) {
    return note(open -> open.attribute(key, value));
  }

  /** Notes a truth. */
  public Span attribute(String key, boolean value) {
    return note(open -> open.attribute(key, value));
  }

  /** A map of the user's may throw, and so may a clock; neither is for the caller. */
  private Span note(Consumer<SpanNotes> what) {
    if (!ended.get()) {
      try {
        what.accept(notes);
      } catch (Throwable fault) {
        root.recorder.faults().report(fault);
      }
    }
    return this;
  }

  /** Notes that something happened now. */
  public Span event(String name) {
    return event(name, Map.of());
  }

  /** Notes that something happened now, with texts and numbers about it; a null is left out. */
  public Span event(String name, Map<String, ?> attributes) {
    return note(open -> open.event(name, root.recorder.now(), attributes));
  }

  /** Its status becomes error; the words may say why. */
  public Span fail(String message) {
    return failed(open -> open.fail(message));
  }

  /** Its status becomes error without words, where an attribute says why. */
  public Span fail() {
    return failed(open -> open.fail((String) null));
  }

  /** Its status becomes error, and the exception becomes an event. */
  public Span fail(Throwable thrown) {
    return failed(open -> open.fail(thrown));
  }

  /** Level ERROR keeps those above that are open now; some may have ended when this one does. */
  private Span failed(Consumer<SpanNotes> what) {
    return note(
        open -> {
          what.accept(open);
          markFailed();
        });
  }

  /** Makes it the active span of the current thread until the scope is closed. */
  public Scope activate() {
    return root.recorder.threads().enter(this);
  }

  Span entered() {
    scope = activate();
    return this;
  }

  /**
   * Lets it not stay open for ever where its end may never be seen: {@code end} is asked when the
   * span around it ends by an exception, or else when the local root ends. Without either, and
   * where a thousand are waiting already, it is open until somebody ends it.
   */
  public void atTheLatest(LooseEnd end) {
    if (root.recorded && parent != null && !ended.get()) {
      root.withLooseEnds().add(this, end);
    }
  }

  /** Ends it: the record goes out. The second time does nothing. */
  public void end() {
    end(null);
  }

  /** Ends it with what the function returned; without a function it is not looked at. */
  public void end(@Nullable Object result) {
    if (ended.compareAndSet(false, true)) {
      try {
        LooseEnds open = root.looseEnds();
        if (open != null) {
          open.remove(this);
        }
        root.recorder.spans().ended(this, result);
      } catch (Throwable fault) {
        root.recorder.faults().report(fault);
      }
    }
  }

  /** Ends it, and gives the thread its former active span where {@code Tracer.span} opened it. */
  @Override
  public void close() {
    end();
    Scope open = scope;
    scope = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  boolean isOpenCall() {
    return function != null && !ended.get();
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return notes.name() + " " + context();
  }
}
