package com.acme.shop.orders.payment;

/** Takes money. Stands for the interface through which callers know two beans. */
public interface Payment {

  /** The receipt. */
  String pay(String number, int cents);
}
