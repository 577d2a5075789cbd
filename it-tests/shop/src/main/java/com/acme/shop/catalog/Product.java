package com.acme.shop.catalog;

/** Something to buy. Stands for a record whose components a trace shows by name. */
public record Product(String sku, String name, int cents) {}
