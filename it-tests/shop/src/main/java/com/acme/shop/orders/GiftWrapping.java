package com.acme.shop.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Wraps in layer upon layer, each through the container. Stands for calls deeper than the limit.
 */
@ApplicationScoped
public class GiftWrapping {

  @Inject GiftWrapping self;

  public String wrap(int layers) {
    return layers == 0 ? "gift" : "(" + self.wrap(layers - 1) + ")";
  }
}
