/**
 * Turns the shop's own exceptions into HTTP statuses. The JAX-RS runtime calls these mappers, after
 * the resource has failed. The policy leaves this package out, for it names only the package above.
 */
@NullMarked
package com.acme.shop.web.errors;

import org.jspecify.annotations.NullMarked;
