/**
 * What the customer is about to buy, kept in the HTTP session. The cart resource and the checkout
 * come in here. A cart never knows prices.
 */
@NullMarked
package com.acme.shop.cart;

import org.jspecify.annotations.NullMarked;
