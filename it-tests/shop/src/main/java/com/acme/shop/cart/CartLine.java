package com.acme.shop.cart;

import java.io.Serializable;

/** So many of one product. */
public record CartLine(String sku, int quantity) implements Serializable {}
