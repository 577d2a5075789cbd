package io.glimpse.spool;

import java.io.IOException;

/** Nothing more can be read from a segment, now or later. */
final class SpoiledSegment extends IOException {
  private static final long serialVersionUID = 1L;

  SpoiledSegment(String what) {
    super(what);
  }
}
