package com.acme.shop.orders;

/** There is nothing to order. Stands for an exception that a mapper turns into 422. */
public class EmptyCartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EmptyCartException() {
    super("the cart is empty");
  }
}
