/**
 * Reports that fail, each in its own way, and that no exception mapper knows. The report resource
 * comes in here. Nothing here ever returns.
 */
@NullMarked
package com.acme.shop.orders.reports;

import org.jspecify.annotations.NullMarked;
