package com.acme.guest;

/** A bean that the policy does not name. */
public class Plain {
  /** Does nothing. */
  public void rest() {}
}
