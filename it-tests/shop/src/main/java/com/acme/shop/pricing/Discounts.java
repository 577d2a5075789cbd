package com.acme.shop.pricing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** What a coupon is worth. Stands for a dependent bean without a no-arg constructor. */
@Dependent
public class Discounts {

  private final CouponBook coupons;

  @Inject
  public Discounts(CouponBook coupons) {
    this.coupons = coupons;
  }

  public int percentFor(@Nullable String coupon) {
    return coupons.percentOf(coupon);
  }
}
