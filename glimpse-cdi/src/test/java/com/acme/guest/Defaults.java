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

  /** Has a method of its own. */
  @ApplicationScoped
  public static class Own implements Low {
    @Override
    public String again() {
      return "own";
    }
  }
}
