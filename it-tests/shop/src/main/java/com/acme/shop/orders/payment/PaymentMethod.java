package com.acme.shop.orders.payment;

/** How to pay. */
public enum PaymentMethod {
  CARD,
  INVOICE
}
