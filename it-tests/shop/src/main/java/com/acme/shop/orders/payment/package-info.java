/**
 * The ways to pay: one interface, two beans, told apart by a qualifier. Only the checkout comes in.
 * No money moves.
 */
@NullMarked
package com.acme.shop.orders.payment;

import org.jspecify.annotations.NullMarked;
