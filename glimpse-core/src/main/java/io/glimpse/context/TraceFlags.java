package io.glimpse.context;

/**
 * The flags byte of a {@code traceparent} (W3C Trace Context level 2, section 3.2.2.5): whether the
 * caller records, and whether the trace id was made at random.
 *
 * <p>Bits that the specification reserves are dropped on the way in, so they go out as zero.
 *
 * @param bits {@link #SAMPLED} and {@link #RANDOM} in any combination
 * @since 0.1
 */
public record TraceFlags(int bits) {
  /** The caller may have recorded its part. */
  public static final int SAMPLED = 0x01;

  /** The seven right-most bytes of the trace id are random. */
  public static final int RANDOM = 0x02;

  /** Keeps the two bits that have a meaning. */
  public TraceFlags {
    bits &= SAMPLED | RANDOM;
  }

  /** Whether the caller may have recorded its part. */
  public boolean sampled() {
    return (bits & SAMPLED) != 0;
  }

  /** Whether the trace id may be used as a source of randomness. */
  public boolean random() {
    return (bits & RANDOM) != 0;
  }

  /** Two lower-case hex digits. */
  @Override
  public String toString() {
    return "0" + bits;
  }
}
