/**
 * Other shops and the ways to ask them. The partner resource comes in here. Only shops of the same
 * machine are ever asked.
 */
@NullMarked
package com.acme.shop.partners;

import org.jspecify.annotations.NullMarked;
