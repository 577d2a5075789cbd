package com.acme.shop.catalog;

import jakarta.enterprise.context.ApplicationScoped;

/** How much there is: always ten of everything, so that orders never influence one another. */
@ApplicationScoped
public class Stock {

  private static final int ALWAYS = 10;

  public int onHand(String sku) {
    return ALWAYS;
  }

  public void reserve(String sku, int quantity) {
    if (quantity > ALWAYS) {
      throw new OutOfStockException(sku, quantity, ALWAYS);
    }
  }
}
