package io.glimpse.trace;

import io.glimpse.context.SpanContext;

/**
 * A span of another process or another time, set active so that what follows becomes its child. It
 * leaves no record here.
 */
final class ForeignSpan extends ActiveSpan {
  private final boolean remote;

  ForeignSpan(LocalRoot root, long spanId, boolean remote) {
    super(root, null, spanId, 0);
    this.remote = remote;
  }

  @Override
  public SpanContext context() {
    return root.contextOf(spanId, remote);
  }

  @Override
  boolean isRemote() {
    return remote;
  }

  @Override
  boolean isOpenCall() {
    return false;
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "foreign " + context();
  }
}
