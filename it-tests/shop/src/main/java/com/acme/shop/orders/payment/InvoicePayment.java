package com.acme.shop.orders.payment;

import jakarta.enterprise.context.Dependent;

/** By invoice, later. A dependent bean, known only by its interface. */
@Dependent
@PaidBy(PaymentMethod.INVOICE)
public class InvoicePayment implements Payment {

  @Override
  public String pay(String number, int cents) {
    return number + " billed";
  }
}
