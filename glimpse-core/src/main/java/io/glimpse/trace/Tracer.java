package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.context.Clock;
import io.glimpse.context.IdSource;
import io.glimpse.context.SpanContext;
import io.glimpse.propagation.Getter;
import io.glimpse.propagation.Propagation;
import io.glimpse.propagation.Setter;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordSink;
import io.glimpse.record.SpanKind;
import io.glimpse.trace.TracedFunction.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens spans and knows which one is active on each thread. In a container you get it from {@code
 * Glimpse.tracer()} or by injection; in a plain {@code main()} from a {@code Glimpse} of your own.
 *
 * <pre>{@code
 * try (Span span = tracer.span("import")) {
 *   span.attribute("rows", 1200);
 *   tracer.trace("validate", () -> validator.check(rows));
 * }
 * }</pre>
 *
 * <p>Safe for any number of threads. No method throws, except for what the traced code itself
 * throws; misuse is harmless and reported at DEBUG. No argument may be null unless it says so.
 *
 * @since 0.1
 */
public final class Tracer {
  private volatile Recorder recorder;
  private final NameTable functions;
  private final Lasting lasting;
  private final ModuleSwitches modules = new ModuleSwitches();
  private final Propagation propagation;
  private volatile boolean running = true;

  /** A tracer that puts its records into {@code sink}. */
  public Tracer(TracerSettings settings, NameTable functions, RecordSink sink) {
    this(settings, functions, sink, Clock.system(), IdSource.random());
  }

  /** A tracer whose time and ids a test decides. */
  public Tracer(
      TracerSettings settings, NameTable functions, RecordSink sink, Clock clock, IdSource ids) {
    this.functions = functions;
    ThreadSlot threads = new ThreadSlot(settings.frameworks(), functions, sink);
    this.lasting = new Lasting(clock, ids, sink, threads);
    this.recorder = new Recorder(lasting, settings);
    this.propagation = new Propagation(settings.propagators(), lasting.faults()::report);
  }

  /** Records function calls again after {@link #stop}. */
  public void run() {
    running = true;
  }

  /** Lets function calls pass unrecorded until {@link #run}; requests and manual spans go on. */
  public void stop() {
    running = false;
  }

  /** Whether function calls are recorded. */
  public boolean isRunning() {
    return running;
  }

  /** Which modules are recorded; all of them until somebody says otherwise. */
  public ModuleSwitches modules() {
    return modules;
  }

  /**
   * Changes the settings for traces that begin from now on. What is under way keeps those that it
   * began with, to its last call. Propagators and log context stay as they are.
   */
  public synchronized void change(TracerSettings settings) {
    recorder = recorder.under(settings);
  }

  /** That of what is under way on this thread; where nothing is, that of what begins. */
  private Recorder here() {
    Recorder newest = recorder;
    ActiveSpan active = newest.active();
    return active == null ? newest : active.root.recorder;
  }

  /**
   * Resolves a function once, so that calling it costs no look-up.
   *
   * @param name what it is called in records
   * @param parameters the parameters' names in order, null for one that has none
   * @param redacted the positions of parameters that are hidden whatever their names are
   * @param returnType as it is declared: a {@link CompletionStage} of any type, or exactly {@link
   *     java.util.concurrent.Flow.Publisher}, {@code org.reactivestreams.Publisher} or Mutiny's
   *     {@code Uni} or {@code Multi}, make it asynchronous; {@code void} has no result to show
   */
  public TracedFunction function(
      FunctionName name,
      List<@Nullable String> parameters,
      Set<Integer> redacted,
      Class<?> returnType) {
    return function(name, parameters, List.of(), redacted, returnType);
  }

  /**
   * The same where parameters have more than one name: a value is hidden by any of them.
   *
   * @param known all that each parameter is called somewhere, in order
   */
  public TracedFunction function(
      FunctionName name,
      List<@Nullable String> parameters,
      List<Set<String>> known,
      Set<Integer> redacted,
      Class<?> returnType) {
    Signature declared =
        new Signature(parameters, known, redacted, true, returnType == void.class, false);
    return made(name, declared, LateResult.of(returnType).orElse(null));
  }

  /** The same for an edge that does not see the arguments. */
  public TracedFunction functionWithoutArguments(FunctionName name, boolean returnsVoid) {
    return made(
        name, new Signature(List.of(), List.of(), Set.of(), false, returnsVoid, false), null);
  }

  private TracedFunction made(FunctionName name, Signature declared, @Nullable LateResult late) {
    TracedFunction made = new TracedFunction(functions.add(name), name, declared, late, modules);
    ShownFunction unused = made.under(recorder);
    return modules.made(made);
  }

  /**
   * A call of a function begins on this thread. Null when it leaves no record: stopped, its module
   * switched off, too deep, over the budget, or in a trace that is not recorded. Otherwise the
   * caller ends it by exactly one of {@link OpenCall#returned} and {@link OpenCall#failed}, on this
   * thread.
   */
  public @Nullable OpenCall open(TracedFunction function, @Nullable Object[] arguments) {
    return running && function.isOn() ? recorder.calls().open(function, arguments) : null;
  }

  /**
   * Opens a span below the active one and makes it the active one until it is closed.
   *
   * <pre>{@code
   * try (Span span = tracer.span("checkout")) {
   *   span.attribute("basket.lines", basket.size());
   *   pay(basket);
   * }
   * }</pre>
   *
   * <p>It leaves a span and no log entries. An exception that leaves the block is not seen by it:
   * say it by {@link Span#fail(Throwable)}, or use {@link #trace}.
   */
  public Span span(String name) {
    Recorder here = here();
    return here.spans().span(here.notes(name, null), SpanKind.INTERNAL, null).entered();
  }

  /**
   * Opens a span below one of another process and makes it the active one until it is closed: for a
   * message that brought its sender's place in the trace along.
   *
   * <pre>{@code
   * SpanContext sender = tracer.extract(message.headers(), Getter.map()).orElse(null);
   * try (Span span = sender == null ? tracer.span("order") : tracer.span("order", sender)) {
   *   handle(message);
   * }
   * }</pre>
   *
   * <p>Where callers are not trusted, a remote parent becomes a link of a new trace (specification,
   * section 4).
   */
  public Span span(String name, SpanContext parent) {
    Recorder newest = recorder;
    return newest.spans().span(newest.notes(name, null), SpanKind.INTERNAL, parent).entered();
  }

  /**
   * Opens a span without making it active: below {@code caller} where there is one and callers are
   * trusted, else below the active span, else as the first of a new trace.
   */
  public Span start(String name, SpanKind kind, Optional<SpanContext> caller) {
    return start(name, kind, caller, null);
  }

  /** The same with what is known about the span from the beginning. */
  public Span start(
      String name, SpanKind kind, Optional<SpanContext> caller, @Nullable SpanFacts facts) {
    Recorder its = caller.isPresent() ? recorder : here();
    return its.spans().span(its.notes(name, facts), kind, caller.orElse(null));
  }

  /**
   * For an edge that sees the beginning and the end of a function on different threads, or outside
   * of the call: the function's START goes out, and ending the span makes its END. It is not active
   * yet, and shows no arguments. Null when the call leaves no record, as with {@link #open}.
   */
  public @Nullable Span start(TracedFunction function) {
    if (!running || !function.isOn()) {
      return null;
    }
    Recorder here = here();
    ActiveSpan active = here.active();
    if (active != null && !here.calls().admits(active)) {
      return null;
    }
    return here.spans().call(here.notes(function.name().shortName(), null), function);
  }

  /**
   * Runs {@code work} as a call named {@code name}: START, END or EXCEPTION, and a span, as a
   * function that the policy names has them (specification, section 6). You want it for what no
   * interceptor sees: a private method, a lambda, a class that is no bean.
   *
   * <pre>{@code
   * Report report = tracer.trace("monthly report", () -> reports.build(month));
   * }</pre>
   *
   * <p>It ends when {@code work} returns, whatever that is; for a stage there is {@link
   * #asyncSpan}. {@link #stop} does not concern it.
   *
   * @return what it returned, null included
   * @throws Exception what it threw, the very same
   */
  public <T extends @Nullable Object> T trace(String name, Callable<T> work) throws Exception {
    Recorder here = here();
    Span span = here.spans().call(here.notes(name, null), null).entered();
    try {
      return work.call();
    } catch (Throwable thrown) {
      span.fail(thrown);
      throw thrown;
    } finally {
      span.close();
    }
  }

  /**
   * Opens a span that lasts until the stage is complete which {@code work} returns. While {@code
   * work} runs, on this thread, the span is the active one; when it returns, the former one is
   * again.
   *
   * <pre>{@code
   * CompletableFuture<Price> price =
   *     tracer.asyncSpan(
   *         "fetch price",
   *         () -> CompletableFuture.supplyAsync(tracer.wrapSupplier(prices::fetch), executor));
   * }</pre>
   *
   * <p>It leaves a span and no log entries, as {@link #span(String)} does. A stage that fails or is
   * cancelled, and {@code work} that throws, make it a failed one. What the stage runs on other
   * threads lies below it where it is {@link #wrap wrapped} inside of {@code work}. One that never
   * ends is named when Glimpse is closed.
   *
   * @param work returns the stage; for null the span ends at once
   * @return what {@code work} returned, the very same
   */
  public <S extends @Nullable CompletionStage<?>> S asyncSpan(String name, Supplier<S> work) {
    Recorder here = here();
    Span span = here.spans().span(here.notes(name, null), SpanKind.INTERNAL, null);
    S stage;
    try (Scope scope = span.activate()) {
      stage = work.get();
    } catch (Throwable thrown) {
      span.fail(thrown).end();
      throw thrown;
    }
    if (stage == null || !span.isRecorded()) {
      span.end();
    } else {
      here.lateCalls().endWith(stage, span);
    }
    return stage;
  }

  /**
   * The active span of this thread, as other services see it: empty where there is none, and in an
   * ignored request the caller's.
   *
   * <pre>{@code
   * String traceId = tracer.active().map(span -> span.traceId().hex()).orElse("none");
   * }</pre>
   */
  public Optional<SpanContext> active() {
    ActiveSpan active = recorder.active();
    return active == null ? Optional.empty() : active.root.seenOutside(active);
  }

  /**
   * Makes a span of another process the active one, so that what follows becomes its child. Where
   * callers are not trusted, what follows begins traces of its own.
   *
   * <pre>{@code
   * try (Scope scope = tracer.set(sender)) {
   *   handle(message);
   * }
   * }</pre>
   *
   * @return closing it gives the thread its former active span back
   */
  public Scope set(SpanContext context) {
    Roots roots = recorder.roots();
    if (context.remote() && !roots.trustsCallers()) {
      return lasting.threads().enter(null);
    }
    LocalRoot root = continuedOrUnrecorded(roots, context);
    return enter(new ForeignSpan(root, context.spanId().value(), context.remote()));
  }

  private LocalRoot continuedOrUnrecorded(Roots roots, SpanContext context) {
    try {
      return roots.continuedWithoutEnd(context);
    } catch (Throwable fault) {
      lasting.faults().report(fault);
      return roots.unrecorded(context);
    }
  }

  /**
   * Leaves a request alone: function calls, spans opened by hand and requests to other services
   * below this scope record nothing, on any thread that the active span is carried to. What is
   * injected there is what {@code caller} sent, unchanged, or nothing.
   *
   * <pre>{@code
   * try (Scope ignored = tracer.ignore(tracer.extract(request, getter))) {
   *   chain.doFilter(request, response);
   * }
   * }</pre>
   *
   * <p>A span whose parent is named by hand does not lie below it. Where callers are not trusted,
   * nothing of theirs is passed on.
   *
   * @param caller what {@link #extract} found
   */
  public Scope ignore(Optional<SpanContext> caller) {
    Roots roots = recorder.roots();
    SpanContext passedOn = roots.trustsCallers() ? caller.orElse(null) : null;
    return enter(new ForeignSpan(roots.ignored(passedOn), roots.nextSpanId(), false));
  }

  private Scope enter(ActiveSpan span) {
    return lasting.threads().enter(span);
  }

  /**
   * This thread's active span, or that it has none, to be made active on another thread.
   *
   * <pre>{@code
   * CapturedSpan here = tracer.capture();
   * skus.parallelStream().map(here.wrapFunction(prices::fetch)).toList();
   * }</pre>
   */
  public CapturedSpan capture() {
    ActiveSpan active = recorder.active();
    if (active != null) {
      active.root.recorder.willHaveOthersBelow(active);
    }
    return new CapturedSpan(lasting.threads(), active);
  }

  /** That there is no active span, to be made so for some work on another thread. */
  public CapturedSpan captureNone() {
    return new CapturedSpan(lasting.threads(), null);
  }

  /**
   * The same work with this thread's active span, wherever and how often it runs. Without a span
   * here it runs without one there. A managed executor of the container carries the span by itself.
   *
   * <pre>{@code
   * new Thread(tracer.wrap(() -> index.rebuild())).start();
   * }</pre>
   */
  public Runnable wrap(Runnable work) {
    return capture().wrap(work);
  }

  /**
   * The same work with this thread's active span, wherever and how often it runs.
   *
   * <pre>{@code
   * Future<Price> price = pool.submit(tracer.wrap(() -> prices.fetch("mug")));
   * }</pre>
   */
  public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
    return capture().wrap(work);
  }

  /**
   * The same work with this thread's active span, wherever and how often it runs. Its name says
   * what is wrapped, because the compiler could not tell a lambda for this from one for a {@link
   * Callable}.
   *
   * <pre>{@code
   * CompletableFuture.supplyAsync(tracer.wrapSupplier(() -> prices.fetch("mug")));
   * }</pre>
   */
  public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> work) {
    return capture().wrapSupplier(work);
  }

  /**
   * The same work with this thread's active span, wherever and how often it runs.
   *
   * <pre>{@code
   * stage.thenApplyAsync(tracer.wrapFunction(price -> taxes.added(price)));
   * }</pre>
   */
  public <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> wrapFunction(
      Function<A, R> work) {
    return capture().wrapFunction(work);
  }

  /**
   * An executor that runs each task with the span that was active where it was handed over.
   *
   * <pre>{@code
   * stage.thenRunAsync(this::notifyCustomer, tracer.wrap(Runnable::run));
   * }</pre>
   */
  public Executor wrap(Executor executor) {
    return task -> executor.execute(wrap(task));
  }

  /**
   * An executor that runs each task with the span that was active where it was handed over. All
   * else is up to the one that is wrapped: shutting either down shuts down both.
   *
   * <pre>{@code
   * ExecutorService pool = tracer.wrap(Executors.newFixedThreadPool(4));
   * }</pre>
   */
  public ExecutorService wrap(ExecutorService executor) {
    return new CarryingExecutor(this, executor);
  }

  /**
   * The same for an executor that can wait. Each run of a task that repeats has the span of where
   * it was handed over, and belongs to that trace and its budget of calls; one that runs for as
   * long as the application is better handed over without a span:
   *
   * <pre>{@code
   * scheduler.scheduleAtFixedRate(tracer.captureNone().wrap(task), 1, 1, TimeUnit.MINUTES);
   * }</pre>
   */
  public ScheduledExecutorService wrap(ScheduledExecutorService executor) {
    return new CarryingScheduler(this, executor);
  }

  /**
   * Leaves this thread without an active span, whatever was open: for a thread of a pool whose work
   * may have forgotten to close something. Closing that later is harmless.
   *
   * <pre>{@code
   * try {
   *   plugin.run();
   * } finally {
   *   tracer.reset();
   * }
   * }</pre>
   */
  public void reset() {
    lasting.threads().reset();
  }

  /**
   * Writes the active span into an outgoing message, in every format that {@code
   * glimpse.propagators} names; nothing where there is none.
   *
   * <pre>{@code
   * HttpRequest.Builder request = HttpRequest.newBuilder(uri);
   * tracer.inject(request, Setter.httpRequest());
   * }</pre>
   *
   * @param carrier the message
   * @param setter sets one header of it; what it throws is counted and costs that header
   */
  public <C> void inject(C carrier, Setter<C> setter) {
    ActiveSpan active = recorder.active();
    if (active != null) {
      inject(active, carrier, setter);
    }
  }

  /**
   * Writes this span into an outgoing message, whatever is active: for a request whose span is not
   * to be the parent of anything here. Below an {@link #ignore ignored} request it writes what the
   * caller sent, or nothing.
   *
   * @param span which has been opened here
   * @param carrier the message
   * @param setter sets one header of it; what it throws is counted and costs that header
   */
  public <C> void inject(Span span, C carrier, Setter<C> setter) {
    inject((ActiveSpan) span, carrier, setter);
  }

  private <C> void inject(ActiveSpan span, C carrier, Setter<C> setter) {
    Optional<SpanContext> seen = span.root.seenOutside(span);
    if (seen.isPresent()) {
      span.root.recorder.named(span);
      propagation.inject(seen.get(), carrier, setter);
    }
  }

  /**
   * Reads the caller's span from an incoming message, in the first format of {@code
   * glimpse.propagators} that says anything. Empty where there is none or a bad one.
   *
   * @param carrier the message
   * @param getter finds all lines of one header of it; what it throws is counted and costs that
   *     header
   */
  public <C> Optional<SpanContext> extract(C carrier, Getter<C> getter) {
    return recorder.roots().asSpan(propagation.extract(carrier, getter));
  }

  /**
   * How many traces were not recorded because their callers' headers ask for that.
   *
   * @see io.glimpse.policy.Http#honourSampled
   */
  public long skippedForCallers() {
    return lasting.skippedForCallers().sum();
  }

  /** Whether values of this name are secrets and not to be recorded. */
  public boolean hides(String name) {
    return recorder.redaction().hides(name);
  }

  /** How many calls were too deep or over the budget, below spans that left a record. */
  public long cutCalls() {
    return lasting.cut().sum();
  }

  /** What is held of traces that wait for their local roots to end, in bytes. */
  public long heldBytes() {
    return lasting.held().bytes();
  }

  /** How many traces left no record because they were neither slow nor failed. */
  public long tracesNotKept() {
    return lasting.held().notKept();
  }

  /**
   * Writes what is held of traces whose local roots are still open. Glimpse does so when it closes;
   * what they do afterwards is written too.
   */
  public void writeHeld() {
    lasting.held().writeAll();
  }

  /**
   * The asynchronous calls and spans that have not ended, and how many there are of each name:
   * those whose stage is not complete, and whose publisher was never subscribed to.
   *
   * @return in the order of the names; after a thousand names the others are counted together
   */
  public Map<String, Long> stillOpen() {
    return lasting.stillOpen().counts();
  }

  /**
   * The function calls that are recorded and have neither returned nor thrown, and how many there
   * are of each name; an asynchronous one that has returned is one of {@link #stillOpen}. Looks at
   * what all threads are doing, so it is for the end of a deployment and for diagnosis.
   *
   * @return in the order of the names
   */
  public Map<String, Long> stillRunning() {
    return recorder.calls().running();
  }

  /** For the edges: a fault of Glimpse's own is counted, and the first one logged. */
  public void reportFault(Throwable fault) {
    lasting.faults().report(fault);
  }

  /** Faults inside Glimpse so far; each cost a record, or a span with what lies below it. */
  public long faults() {
    return lasting.faults().count();
  }
}
