package com.acme.shop.pricing;

import jakarta.enterprise.context.Dependent;

/** Nothing, unless in a hurry. Stands for a bean that cannot be proxied because it is sealed. */
@Dependent
public sealed class Surcharge permits Surcharge.Express {

  public int cents() {
    return 0;
  }

  /** For those in a hurry. Without a constructor that a container could use, so it is no bean. */
  static final class Express extends Surcharge {

    private final int cents;

    Express(int cents) {
      this.cents = cents;
    }

    @Override
    public int cents() {
      return cents;
    }
  }
}
