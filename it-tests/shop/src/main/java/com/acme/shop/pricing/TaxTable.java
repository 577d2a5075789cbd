package com.acme.shop.pricing;

/** The tax to add. Made by a producer, so it is no bean and its methods are never traced. */
public record TaxTable(String country, int percent) {

  public int on(int net) {
    return net * percent / 100;
  }
}
