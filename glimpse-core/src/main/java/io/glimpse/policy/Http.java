package io.glimpse.policy;

import java.util.List;

/**
 * How requests are treated: the policy's {@code http}.
 *
 * @param excludePaths requests that are not recorded, as servlet patterns ({@code /a}, {@code
 *     /a/*}, {@code *.ext}) against the path below the context root
 * @param trustIncoming whether a caller's trace is continued; if not, a new one starts and links to
 *     it
 * @param honourSampled whether a caller's clear sampled flag means that nothing is recorded here
 * @since 0.1
 */
public record Http(List<String> excludePaths, boolean trustIncoming, boolean honourSampled) {
  /** Copies {@code excludePaths}. */
  public Http {
    excludePaths = List.copyOf(excludePaths);
  }
}
