/**
 * Where parcels are. Stands for every way in which JAX-RS lets a resource answer late, in pieces or
 * not at all, by a resource with only {@code @Path}. The policy traces it.
 */
@NullMarked
package com.acme.shop.delivery;

import org.jspecify.annotations.NullMarked;
