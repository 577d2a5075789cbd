/**
 * What a cart costs. The checkout comes in through {@link com.acme.shop.pricing.Prices}; behind it
 * stands one bean of each kind that is awkward to intercept. Amounts are whole cents.
 */
@NullMarked
package com.acme.shop.pricing;

import org.jspecify.annotations.NullMarked;
