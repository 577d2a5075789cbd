package io.glimpse.policy;

/**
 * What the policy says about one method, and why.
 *
 * @since 0.1
 */
public sealed interface Decision {
  /**
   * It is traced.
   *
   * @param because one of {@link TracingPolicy#rules()}, or {@link PolicyRule#TRACED}
   */
  record Trace(PolicyRule because) implements Decision {}

  /**
   * A rule names it, but it is left alone.
   *
   * @param because the reason for the report
   */
  record Skip(Reason because) implements Decision {}

  /** No rule names it: it stays as it was, and no report mentions it. */
  record Silent() implements Decision {}
}
