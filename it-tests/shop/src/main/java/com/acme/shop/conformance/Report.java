package com.acme.shop.conformance;

/**
 * What the messenger has to tell when it is back.
 *
 * @param status the HTTP status of the answer
 * @param text how the errands went
 */
public record Report(int status, String text) {}
