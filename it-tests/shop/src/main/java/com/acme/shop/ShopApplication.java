package com.acme.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The shop's JAX-RS application. It names no classes: every server finds the resources itself. */
@ApplicationPath("api")
public class ShopApplication extends Application {}
