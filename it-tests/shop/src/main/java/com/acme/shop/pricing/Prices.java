package com.acme.shop.pricing;

import com.acme.shop.cart.CartLine;
import com.acme.shop.catalog.Catalog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up a cart. Stands for the request-scoped bean with every kind of method: {@link #total}
 * calls a public one of its own (no span, for a self-call does not pass the container), a private
 * one and a static one, and a neighbour of each awkward kind.
 */
@RequestScoped
public class Prices {

  @Inject TaxTable tax;
  @Inject Catalog catalog;
  @Inject Discounts discounts;
  @Inject Surcharge surcharge;
  @Inject Rounding rounding;
  @Inject Shipping shipping;

  public int total(List<CartLine> lines, @Nullable String coupon) {
    int net = 0;
    for (CartLine line : lines) {
      net += lineTotal(line);
    }
    net = less(net, discounts.percentFor(coupon));
    int gross = rounding.up(withTax(net)) + surcharge.cents();
    return shipping.freeFor(gross) ? gross : gross + shipping.cost(1);
  }

  public int lineTotal(CartLine line) {
    return catalog.find(line.sku()).cents() * line.quantity();
  }

  private int withTax(int net) {
    return net + tax.on(net);
  }

  static int less(int cents, int percent) {
    return cents - cents * percent / 100;
  }
}
