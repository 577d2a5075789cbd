/**
 * From a cart to an order. The order resource comes in through {@link
 * com.acme.shop.orders.Checkout}; an {@link com.acme.shop.orders.OrderPlaced} event goes out.
 */
@NullMarked
package com.acme.shop.orders;

import org.jspecify.annotations.NullMarked;
