package com.acme.shop.account;

/** Who came in, and the token to come back with. Stands for a result with a secret component. */
public record SignedIn(String user, String token) {}
