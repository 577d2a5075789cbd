package io.glimpse.policy;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is recorded of a call besides its time: the policy's {@code capture}.
 *
 * @param arguments whether START and EXCEPTION entries carry the arguments
 * @param result whether END entries carry the result
 * @param unnamed whether text is shown whose parameter name is not known, instead of {@code
 *     [unnamed]}
 * @param maxFieldLength how many characters one value may take; empty: the configuration decides
 * @param redact names to hide besides the built-in ones, in the order of the file
 * @since 0.1
 */
public record Capture(
    boolean arguments,
    boolean result,
    boolean unnamed,
    OptionalInt maxFieldLength,
    List<String> redact) {
  /** Copies {@code redact}. */
  public Capture {
    redact = List.copyOf(redact);
  }
}
