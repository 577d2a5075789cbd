package io.glimpse.trace;

/**
 * A span of another process or another time, set active so that what follows becomes its child. It
 * leaves no record here.
 */
final class ForeignSpan extends ActiveSpan {
  ForeignSpan(LocalRoot root, long spanId) {
    super(root, null, spanId, 0);
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "foreign " + context();
  }
}
