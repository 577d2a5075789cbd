package com.acme.guest;

/** What others inherit from. It is no bean itself. */
public abstract class Shelf<T> {
  private int width = 1;

  /** Overridden below, with another erasure: the compiler makes a bridge. */
  public T put(T thing) {
    return thing;
  }

  /** Inherited as it is. */
  public int count(T[] things) {
    return things.length;
  }

  /** An accessor of the superclass. */
  public int getWidth() {
    return width;
  }

  /** To be made by a subclass. */
  public abstract void clear();
}
