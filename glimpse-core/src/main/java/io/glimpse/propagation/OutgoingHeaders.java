package io.glimpse.propagation;

/** The headers of a message that goes out. */
@FunctionalInterface
interface OutgoingHeaders {
  /** Replaces one header. */
  void set(String name, String value);
}
