package com.acme.shop.pricing;

import jakarta.enterprise.context.Dependent;

/** What the parcel costs. Stands for a bean with a final method beside one that is not final. */
@Dependent
public class Shipping {

  private static final int FREE_FROM_CENTS = 10_000;

  public int cost(int parcels) {
    return parcels * 490;
  }

  public final boolean freeFor(int cents) {
    return cents >= FREE_FROM_CENTS;
  }
}
