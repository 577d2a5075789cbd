package com.acme.shop.warehouse;

import com.acme.shop.orders.OrderPlaced;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Packs orders. Stands for the traced observer; it hears of an order before the audit does. */
@ApplicationScoped
public class Warehouse {

  private final Queue<String> toPack = new ConcurrentLinkedQueue<>();

  public void pack(@Observes @Priority(1) OrderPlaced order) {
    toPack.add(order.number());
  }
}
