/**
 * A small web shop that looks like what customers of Jakarta EE have. Only its JAX-RS application
 * lives here; the rooms below hold one business each. State is kept in memory and nothing needs a
 * database. The policy does not name this package.
 */
@NullMarked
package com.acme.shop;

import org.jspecify.annotations.NullMarked;
