package io.glimpse.propagation;

import io.glimpse.context.SpanContext;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads and writes the headers of the formats that are spoken here. The tracer has one; user code
 * goes through {@code Tracer.extract} and {@code Tracer.inject}.
 *
 * <pre>{@code
 * Propagation propagation = new Propagation(List.of(Propagator.TRACECONTEXT), faults::report);
 * Caller caller = propagation.extract(headers, Getter.map());
 * }</pre>
 *
 * <p>Immutable. Nothing is thrown and nothing is logged: a stranger's bad header says nothing, and
 * a message that throws costs the header that it was asked for.
 *
 * @since 0.1
 */
public final class Propagation {
  private final List<HeaderFormat> formats;
  private final Consumer<Throwable> onFault;

  /**
   * Speaks some formats.
   *
   * @param spoken in the order in which they are looked for
   * @param onFault is told what a message threw
   */
  public Propagation(List<Propagator> spoken, Consumer<Throwable> onFault) {
    this.formats = spoken.stream().map(HeaderFormat::of).toList();
    this.onFault = onFault;
  }

  /** What the first format that says anything says. */
  public <C> Caller extract(C carrier, Getter<C> getter) {
    IncomingHeaders headers = name -> lines(carrier, getter, name);
    for (int i = 0; i < formats.size(); i++) {
      Caller caller = read(formats.get(i), headers);
      if (caller != Caller.NoSpan.SILENT) {
        return caller;
      }
    }
    return Caller.NoSpan.SILENT;
  }

  /** The lists are foreign too, and may throw when they are read. */
  private Caller read(HeaderFormat format, IncomingHeaders headers) {
    try {
      return format.read(headers);
    } catch (Throwable fault) {
      onFault.accept(fault);
      return Caller.NoSpan.SILENT;
    }
  }

  private <C> List<String> lines(C carrier, Getter<C> getter, String name) {
    try {
      return getter.lines(carrier, name);
    } catch (Throwable fault) {
      onFault.accept(fault);
      return List.of();
    }
  }

  /** Sets the headers of every format. */
  public <C> void inject(SpanContext span, C carrier, Setter<C> setter) {
    OutgoingHeaders headers = (name, value) -> set(carrier, setter, name, value);
    for (int i = 0; i < formats.size(); i++) {
      formats.get(i).write(span, headers);
    }
  }

  private <C> void set(C carrier, Setter<C> setter, String name, String value) {
    try {
      setter.set(carrier, name, value);
    } catch (Throwable fault) {
      onFault.accept(fault);
    }
  }
}
