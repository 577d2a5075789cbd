package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.record.FunctionName;
import io.glimpse.record.Section;
import io.glimpse.render.ArgumentNames;
import org.jspecify.annotations.Nullable;

/**
 * A function as the records of one {@link Recorder} show it: resolved once for its settings, so
 * that a call finds everything ready. A call keeps the one that it began with.
 *
 * @param hasArguments whether there are arguments to show
 * @param showsNone whether arguments would be shown, and there are none
 * @param inNumbers whether numbers say everything about a call that returns
 */
record ShownFunction(
    Recorder recorder,
    int index,
    FunctionName name,
    ArgumentNames arguments,
    boolean resultHidden,
    boolean hasArguments,
    boolean showsNone,
    boolean keepsResult,
    @Nullable LateResult lateResult,
    boolean inNumbers) {
  /** How many sections the START of a call has that has any at all. */
  int sectionsOfStart() {
    return hasArguments ? Section.ARGUMENTS.count() : Section.THREAD.count();
  }
}
