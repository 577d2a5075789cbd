package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.record.FunctionName;
import io.glimpse.render.ArgumentNames;
import io.glimpse.render.Redaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a function that is known before it is called, resolved once: what it is called
 * in records, what its parameters are called, which of its values are kept, and whether its module
 * is switched on.
 *
 * <p>Made by {@link Tracer#function}; the edges keep it beside the method, for as long as the
 * application is deployed. What the settings decide about it follows them: the first call below a
 * root with other settings resolves it anew.
 *
 * @since 0.1
 */
public final class TracedFunction {
  private final int index;
  private final FunctionName name;
  private final Signature signature;
  private final @Nullable LateResult lateResult;
  private final ModuleSwitches switches;
  private final boolean hasParameters;
  private volatile boolean on = true;

  /**
   * The newest that was asked for. Written without a lock: what it holds never changes, and who
   * finds that of other settings makes one.
   */
  private @Nullable ShownFunction shown;

  /**
   * How it is declared.
   *
   * @param parameters the parameters' names, null for one that has none
   * @param known all that the parameters are called somewhere; empty, or one set for each
   * @param redacted the positions of parameters that are hidden whatever their names are
   * @param seen whether the edge sees the arguments at all
   * @param resultHidden whether the result is hidden whatever the function's name is
   */
  record Signature(
      List<@Nullable String> parameters,
      List<Set<String>> known,
      Set<Integer> redacted,
      boolean seen,
      boolean returnsVoid,
      boolean resultHidden) {
    Signature {
      parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
      known = List.copyOf(known);
      redacted = Set.copyOf(redacted);
    }

    Signature withHiddenResult() {
      return new Signature(parameters, known, redacted, seen, returnsVoid, true);
    }

    /** A parameter is hidden by annotation, or by any of its names, whichever is shown. */
    Set<Integer> hiddenBy(Redaction redaction) {
      Set<Integer> hidden = new HashSet<>(redacted);
      for (int i = 0; i < known.size(); i++) {
        if (known.get(i).stream().anyMatch(redaction::hides)) {
          hidden.add(i);
        }
      }
      return hidden;
    }
  }

  TracedFunction(
      int index,
      FunctionName name,
      Signature signature,
      @Nullable LateResult lateResult,
      ModuleSwitches switches) {
    this.index = index;
    this.name = name;
    this.signature = signature;
    this.lateResult = lateResult;
    this.switches = switches;
    this.hasParameters = signature.seen && !signature.parameters.isEmpty();
  }

  /** The same function, of which no result is shown. */
  public TracedFunction withHiddenResult() {
    return switches.made(
        new TracedFunction(index, name, signature.withHiddenResult(), lateResult, switches));
  }

  /** What it is called in records. */
  public FunctionName name() {
    return name;
  }

  /** Whether it has parameters whose values may be recorded. */
  public boolean hasParameters() {
    return hasParameters;
  }

  /** Whether new calls of it are recorded as far as its module is concerned. */
  public boolean isOn() {
    return on;
  }

  void turn(boolean wanted) {
    on = wanted;
  }

  /** The class that declares it, by its binary name. */
  String declaringClass() {
    String qualified = name.qualified();
    return qualified.substring(0, Math.max(0, qualified.lastIndexOf('.')));
  }

  /** As the records of this recorder show it. */
  ShownFunction under(Recorder recorder) {
    ShownFunction known = shown;
    return known != null && known.recorder() == recorder ? known : resolved(recorder, known);
  }

  /** A request that began under older settings does not displace what the new ones resolved. */
  private ShownFunction resolved(Recorder recorder, @Nullable ShownFunction known) {
    TracerSettings settings = recorder.settings();
    Redaction redaction = recorder.redaction();
    boolean keepsArguments = signature.seen && settings.keepArguments();
    boolean hasArguments = keepsArguments && !signature.parameters.isEmpty();
    boolean keepsResult = settings.keepResults() && !signature.returnsVoid;
    String method = name.qualified().substring(name.qualified().lastIndexOf('.') + 1);
    ShownFunction made =
        new ShownFunction(
            recorder,
            index,
            name,
            ArgumentNames.of(redaction, signature.parameters, signature.hiddenBy(redaction)),
            signature.resultHidden || redaction.hides(method),
            hasArguments,
            keepsArguments && !hasArguments,
            keepsResult,
            lateResult,
            !hasArguments && !keepsResult && recorder.saysAllInNumbers());
    if (known == null || known.recorder().age() < recorder.age()) {
      shown = made;
    }
    return made;
  }

  /** The qualified name. */
  @Override
  public String toString() {
    return name.qualified();
  }
}
