package com.acme.guest;

/** A dependent bean without an annotation of its own. */
public class Drawer {
  /** Called by {@link Desk#open}. */
  public String pull(int number) {
    return "drawer " + number;
  }
}
