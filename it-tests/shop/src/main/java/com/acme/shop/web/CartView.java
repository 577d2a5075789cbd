package com.acme.shop.web;

import com.acme.shop.cart.CartLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cart as the customer sees it. */
public record CartView(List<CartLine> lines, int units, String currency, @Nullable String coupon) {}
