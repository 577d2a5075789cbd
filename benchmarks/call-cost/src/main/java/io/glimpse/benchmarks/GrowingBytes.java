package io.glimpse.benchmarks;

import java.io.ByteArrayOutputStream;

/** Memory to write to, used again and again, whose array may be looked at. */
final class GrowingBytes extends ByteArrayOutputStream {
  GrowingBytes() {
    super(64 * 1024);
  }

  byte[] array() {
    return buf;
  }
}
