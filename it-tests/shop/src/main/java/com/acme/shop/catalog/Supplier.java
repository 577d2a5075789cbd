package com.acme.shop.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.LockSupport;

/** A remote supplier that takes 60 ms to answer. Stands for the slow path of a request. */
@ApplicationScoped
public class Supplier {

  private static final long ANSWERS_AFTER_NANOS = 60_000_000;

  public int deliversWithinDays(String sku) {
    long deadline = System.nanoTime() + ANSWERS_AFTER_NANOS;
    for (long left = ANSWERS_AFTER_NANOS; left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return sku.length();
  }
}
