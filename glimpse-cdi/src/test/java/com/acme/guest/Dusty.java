package com.acme.guest;

/** Brings a method of its own. */
public interface Dusty {
  /** Inherited by whoever implements this. */
  default String wipe(int times) {
    return "wiped " + times;
  }
}
