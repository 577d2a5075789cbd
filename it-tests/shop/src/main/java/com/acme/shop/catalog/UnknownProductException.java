package com.acme.shop.catalog;

/** There is no such product. Stands for an exception that a mapper turns into 404. */
public class UnknownProductException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownProductException(String sku) {
    super("no product " + sku);
  }
}
