package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.spool.Piece;

/** A whole request body in memory, and how many spans are in it. */
record Body(ByteBuilder bytes, int spans) {
  int size() {
    return bytes.size();
  }

  /** As the spool sees it; the bytes are the same. */
  Piece piece() {
    return Piece.of(bytes.array(), 0, bytes.size(), spans);
  }

  /** With bytes of its own. */
  Body copy() {
    return new Body(new ByteBuilder(size()).raw(bytes.array(), 0, bytes.size()), spans);
  }

  /** How much it holds, for the debugger. */
  @Override
  public String toString() {
    return spans + " spans in " + size() + " bytes";
  }
}
