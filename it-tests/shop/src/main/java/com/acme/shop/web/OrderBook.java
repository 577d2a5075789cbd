package com.acme.shop.web;

/** How many orders there are, and how often that changed. */
public record OrderBook(int orders, int revision) {}
