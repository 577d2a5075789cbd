package com.acme.guest;

/** Classes that no container can make a subclass of. */
public final class Odd {
  private Odd() {}

  /** Sealed. */
  public static sealed class Closed permits Inner {
    /** Of a sealed class. */
    public int one() {
      return 1;
    }
  }

  /** Final. */
  public static final class Inner extends Closed {
    /** Of a final class. */
    public int two() {
      return 2;
    }
  }

  /** Nobody else can make one. */
  public static class Alone {
    private Alone() {}

    /** Of a class with private constructors. */
    public int three() {
      return 3;
    }
  }
}
