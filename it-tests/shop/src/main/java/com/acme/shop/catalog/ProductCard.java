package com.acme.shop.catalog;

/** A product as a customer reads it. */
public record ProductCard(String sku, String title, String price) {}
