/**
 * Writes down what was ordered. Nobody calls it: it observes events. The policy does not name this
 * package, so its beans run untouched.
 */
@NullMarked
package com.acme.shop.audit;

import org.jspecify.annotations.NullMarked;
