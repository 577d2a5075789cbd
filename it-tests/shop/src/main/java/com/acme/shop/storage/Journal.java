package com.acme.shop.storage;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts changes. Stands for a superclass that the policy does not name, below one that it does.
 */
public abstract class Journal {

  private final AtomicInteger changes = new AtomicInteger();

  public int revision() {
    return changes.get();
  }

  protected void changed() {
    changes.incrementAndGet();
  }
}
