package com.acme.shop.catalog;

/** More was ordered than there is. Stands for an exception that a mapper turns into 409. */
public class OutOfStockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OutOfStockException(String sku, int wanted, int available) {
    super("only " + available + " of " + sku + ", not " + wanted);
  }
}
