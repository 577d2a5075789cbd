package com.acme.shop.orders;

import com.acme.shop.cart.Cart;
import com.acme.shop.cart.CartLine;
import com.acme.shop.catalog.Stock;
import com.acme.shop.orders.payment.PaidBy;
import com.acme.shop.orders.payment.Payment;
import com.acme.shop.orders.payment.PaymentMethod;
import com.acme.shop.pricing.Prices;
import com.acme.shop.storage.Repository;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;

/** Makes an order of the cart. Stands for the busy middle of an application: it calls them all. */
@RequestScoped
public class Checkout {

  @Inject Cart cart;
  @Inject Stock stock;
  @Inject Prices prices;
  @Inject OrderNumbers numbers;
  @Inject Repository<String, Order> orders;
  @Inject Event<OrderPlaced> placed;

  @Inject
  @PaidBy(PaymentMethod.CARD)
  Payment card;

  @Inject
  @PaidBy(PaymentMethod.INVOICE)
  Payment invoice;

  public Order place(PaymentMethod method) {
    List<CartLine> lines = cart.lines();
    if (lines.isEmpty()) {
      throw new EmptyCartException();
    }
    lines.forEach(line -> stock.reserve(line.sku(), line.quantity()));
    Order order = new Order(numbers.next(), lines, prices.total(lines, cart.getCoupon()), method);
    paymentFor(method).pay(order.number(), order.cents());
    orders.save(order.number(), order);
    placed.fire(new OrderPlaced(order.number(), order.cents()));
    cart.clear();
    return order;
  }

  private Payment paymentFor(PaymentMethod method) {
    return switch (method) {
      case CARD -> card;
      case INVOICE -> invoice;
    };
  }
}
