/**
 * What is older than JAX-RS: a plain servlet and an asynchronous one. The servlet container calls
 * them. They are no beans, so they have a root span and no function span.
 */
@NullMarked
package com.acme.shop.servlets;

import org.jspecify.annotations.NullMarked;
