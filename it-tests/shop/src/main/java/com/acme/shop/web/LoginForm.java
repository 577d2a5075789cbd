package com.acme.shop.web;

/** The body of a login. Stands for an argument with a secret component. */
public record LoginForm(String user, String password) {}
