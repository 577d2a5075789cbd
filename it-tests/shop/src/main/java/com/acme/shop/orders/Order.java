package com.acme.shop.orders;

import com.acme.shop.cart.CartLine;
import com.acme.shop.orders.payment.PaymentMethod;
import java.util.List;

/** What was bought. */
public record Order(String number, List<CartLine> lines, int cents, PaymentMethod method) {}
