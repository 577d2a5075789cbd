package com.acme.guest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** A bean with a method of each kind that the policy has to judge. */
@Dependent
public class Desk {
  private final Drawer drawer;
  private String label = "desk";

  /** The drawer is a dependent bean. */
  @Inject
  public Desk(Drawer drawer) {
    this.drawer = drawer;
  }

  /** Calls another bean. */
  public String open(int number) {
    return drawer.pull(number);
  }

  /** Throws what it was given. */
  public void fail(Throwable thrown) throws Throwable {
    throw thrown;
  }

  /** Takes anything. */
  public Object hold(Object thing) {
    return thing;
  }

  /** Calls itself, so the container sees one call. */
  public int twice(int number) {
    return once(number) + once(number);
  }

  /** Called by {@link #twice}. */
  public int once(int number) {
    return number;
  }

  /** Excluded by the policy. */
  public StackTraceElement[] stack() {
    return new Throwable().getStackTrace();
  }

  /** An accessor. */
  public String getLabel() {
    return label;
  }

  /** An accessor. */
  public void setLabel(String label) {
    this.label = label;
  }

  /** Not to be overridden. */
  public final int fixed() {
    return 1;
  }

  /** Has a secret. */
  public String login(String user, String password) {
    return user + password.length();
  }

  /** Its result is a secret. */
  public String issueToken() {
    return "tok-1234";
  }
}
