package io.glimpse.trace;

import io.glimpse.logcontext.LogContext;
import io.glimpse.propagation.Propagator;
import io.glimpse.record.EntryLevel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What policy and configuration ask of a tracer, in numbers and switches.
 *
 * @param level how much is recorded
 * @param depth how many function calls may lie inside one another below a local root
 * @param calls how many function calls a local root may have
 * @param sampleRatio which part of the traces that begin here is recorded, from 0 to 1
 * @param honourSampled whether a caller's clear sampled flag is obeyed
 * @param trustIncoming whether a caller's trace is continued
 * @param keepArguments whether arguments are recorded
 * @param keepResults whether results are recorded
 * @param showUnnamed whether text without a parameter name is shown
 * @param fieldLength the longest text, in characters
 * @param redact further words that name secrets
 * @param propagators how a trace is read from and written to headers, in the order of reading
 * @param logContext whether the trace id is put into the log context of the frameworks that are
 *     there
 * @param selection which of what is seen leaves records
 * @since 0.1
 */
public record TracerSettings(
    EntryLevel level,
    int depth,
    int calls,
    double sampleRatio,
    boolean honourSampled,
    boolean trustIncoming,
    boolean keepArguments,
    boolean keepResults,
    boolean showUnnamed,
    int fieldLength,
    List<String> redact,
    List<Propagator> propagators,
    boolean logContext,
    Selection selection) {
  private static final int STACK_LENGTH = 16 * 1024;
  private static final int DEBUG_STACK_LENGTH = 256 * 1024;

  /** Copies the lists. */
  public TracerSettings {
    redact = List.copyOf(redact);
    propagators = List.copyOf(propagators);
  }

  /** What holds where nobody says otherwise. */
  public static TracerSettings standard() {
    return new TracerSettings(
        EntryLevel.INFO,
        5,
        2000,
        1.0,
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

  /** The same at another level. */
  public TracerSettings withLevel(EntryLevel other) {
    return new TracerSettings(
        other,
        depth,
        calls,
        sampleRatio,
        honourSampled,
        trustIncoming,
        keepArguments,
        keepResults,
        showUnnamed,
        fieldLength,
        redact,
        propagators,
        logContext,
        selection);
  }

  /** The same with another choice of what leaves records. */
  public TracerSettings withSelection(Selection other) {
    return new TracerSettings(
        level,
        depth,
        calls,
        sampleRatio,
        honourSampled,
        trustIncoming,
        keepArguments,
        keepResults,
        showUnnamed,
        fieldLength,
        redact,
        propagators,
        logContext,
        other);
  }

  Limits limits() {
    return new Limits(
        level,
        depth,
        calls,
        trustIncoming,
        selection,
        fieldLength,
        level == EntryLevel.DEBUG ? DEBUG_STACK_LENGTH : STACK_LENGTH);
  }

  LogContext frameworks() {
    return logContext ? LogContext.ofFrameworks() : LogContext.none();
  }

  Sampling sampling(LongAdder skipped) {
    return new Sampling(sampleRatio, honourSampled, skipped);
  }
}
