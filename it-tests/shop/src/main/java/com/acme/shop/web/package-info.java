/**
 * The shop's JAX-RS resources. HTTP comes in here and leaves as JSON or text; nothing is decided
 * here. The policy names this package exactly, so what lies below it is not traced.
 */
@NullMarked
package com.acme.shop.web;

import org.jspecify.annotations.NullMarked;
