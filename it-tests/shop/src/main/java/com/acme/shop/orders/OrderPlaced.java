package com.acme.shop.orders;

/** Fired once an order is saved. */
public record OrderPlaced(String number, int cents) {}
