package com.acme.shop.pricing;

import jakarta.enterprise.context.Dependent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The coupons that count. Stands for a bean with no constructor but a private one. */
@Dependent
public class CouponBook {

  private final Map<String, Integer> percents = Map.of("SPRING", 10);

  private CouponBook() {}

  public int percentOf(@Nullable String coupon) {
    return coupon == null ? 0 : percents.getOrDefault(coupon, 0);
  }
}
