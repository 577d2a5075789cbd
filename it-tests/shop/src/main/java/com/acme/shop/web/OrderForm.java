package com.acme.shop.web;

import com.acme.shop.orders.payment.PaymentMethod;

/** The body of an order. */
public record OrderForm(PaymentMethod method) {}
