package com.acme.shop.cart;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one customer is about to buy. Stands for the session-scoped bean, which a server may
 * passivate, and for accessors: the policy names {@link #getCoupon} and not the others, and leaves
 * {@link #units} out.
 */
@SessionScoped
public class Cart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<CartLine> lines = new ArrayList<>();
  private String currency = "EUR";
  private @Nullable String coupon;

  public void addLine(String sku, int quantity) {
    lines.add(new CartLine(sku, quantity));
  }

  public List<CartLine> lines() {
    return List.copyOf(lines);
  }

  public int units() {
    return lines.stream().mapToInt(CartLine::quantity).sum();
  }

  public void clear() {
    lines.clear();
    coupon = null;
  }

  public @Nullable String getCoupon() {
    return coupon;
  }

  public void setCoupon(@Nullable String coupon) {
    this.coupon = coupon;
  }

  public String getCurrency() {
    return currency;
  }

  public void setCurrency(String currency) {
    this.currency = currency;
  }
}
