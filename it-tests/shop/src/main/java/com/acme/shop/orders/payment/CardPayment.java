package com.acme.shop.orders.payment;

import jakarta.enterprise.context.ApplicationScoped;

/** By card, at once. An application-scoped bean, known only by its interface. */
@ApplicationScoped
@PaidBy(PaymentMethod.CARD)
public class CardPayment implements Payment {

  @Override
  public String pay(String number, int cents) {
    return number + " paid";
  }
}
