/**
 * The products, how many there are, and the slow supplier behind them. Everybody comes in here.
 * Nothing is ever sold out, so tests may order as often as they like.
 */
@NullMarked
package com.acme.shop.catalog;

import org.jspecify.annotations.NullMarked;
