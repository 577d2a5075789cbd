package com.acme.shop.hostile;

/**
 * An object that goes off when somebody asks for its hash code, compares it or prints it. Safe
 * until armed, so that it can be put into a map first.
 */
final class Bomb {

  private boolean armed;

  Bomb armed() {
    armed = true;
    return this;
  }

  @Override
  public int hashCode() {
    goOff();
    return 7;
  }

  @Override
  public boolean equals(Object other) {
    goOff();
    return this == other;
  }

  @Override
  public String toString() {
    goOff();
    return "a bomb";
  }

  private void goOff() {
    if (armed) {
      throw new TouchedException();
    }
  }
}
