/**
 * Lets a test look at the shop from inside: stack frames and classes of beans. Reached by one
 * resource. The policy does not name this package, and nothing here calls a traced function.
 */
@NullMarked
package com.acme.shop.inspect;

import org.jspecify.annotations.NullMarked;
