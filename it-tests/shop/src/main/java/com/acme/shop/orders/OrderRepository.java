package com.acme.shop.orders;

import com.acme.shop.storage.Repository;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps orders. Stands for the bean with a bridge method: {@link #save} overrides a generic method,
 * and callers who know only {@code Repository<String, Order>} come in over the bridge.
 */
@ApplicationScoped
public class OrderRepository extends Repository<String, Order> {

  @Override
  public Order save(String number, Order order) {
    return super.save(number, order);
  }
}
