package com.acme.guest;

import jakarta.enterprise.context.ApplicationScoped;

/** Beans that inherit default methods, some of which a lower interface has again. */
public final class Defaults {
  private Defaults() {}

  /** Where both come from. */
  public interface Top {
    /** Overridden below. */
    default String again() {
      return "top";
    }

    /** Not overridden. */
    default String once() {
      return "top";
    }
  }

  /** Has one of the two again. */
  public interface Low extends Top {
    @Override
    default String again() {
      return "low";
    }
  }

  /** By the lower one alone. */
  @ApplicationScoped
  public static class ByLow implements Low {}

  /** By a superclass. */
  public abstract static class LowBase implements Low {}

  /** By both, of which the upper one is nearer. */
  @ApplicationScoped
  public static class BySuperclass extends LowBase implements Top {}

  /** For anything. */
  public interface Finder<T> {
    /** Overridden by way of a bridge. */
    default String find(T what) {
      return "anything";
    }
  }

  /** For texts. */
  public interface TextFinder extends Finder<String> {
    @Override
    default String find(String what) {
      return "text";
    }
  }

  /** Inherits the bridge too. */
  @ApplicationScoped
  public static class Texts implements TextFinder {}

  /** Has a method of its own. */
  @ApplicationScoped
  public static class Own implements Low {
    @Override
    public String again() {
      return "own";
    }
  }
}
