package com.acme.shop.audit;

import com.acme.shop.orders.Order;
import com.acme.shop.orders.OrderPlaced;
import com.acme.shop.storage.Repository;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes down each order. Stands for a bean that no rule names; what it calls is traced, and hangs
 * below whoever was active when it was called.
 */
@ApplicationScoped
public class AuditLog {

  private final Queue<String> entries = new ConcurrentLinkedQueue<>();

  @Inject Repository<String, Order> orders;

  public void write(@Observes @Priority(2) OrderPlaced order) {
    entries.add(order.number() + ", the " + orders.count() + ". order");
  }
}
