package io.glimpse.spool;

import java.io.IOException;

/** A file that is named as a segment is, and is none that this Glimpse can read. */
final class ForeignSegment extends IOException {
  private static final long serialVersionUID = 1L;

  ForeignSegment(String what) {
    super(what);
  }
}
