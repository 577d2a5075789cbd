package com.acme.shop.pricing;

import jakarta.enterprise.context.Dependent;

/** Rounds up to ten cents. Stands for a bean that no container can proxy: its class is final. */
@Dependent
public final class Rounding {

  public int up(int cents) {
    return (cents + 9) / 10 * 10;
  }
}
