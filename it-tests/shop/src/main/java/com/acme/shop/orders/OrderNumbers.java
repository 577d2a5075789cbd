package com.acme.shop.orders;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out order numbers. Stands for a class that {@code exclude} takes out of a traced package.
 */
@ApplicationScoped
public class OrderNumbers {

  private final AtomicInteger last = new AtomicInteger(1000);

  public String next() {
    return "A-" + last.incrementAndGet();
  }
}
