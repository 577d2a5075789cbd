/**
 * What the shop's loggers would print of the context of a thread. The policy does not name it, so
 * looking leaves no trace.
 */
@NullMarked
package com.acme.shop.logs;

import org.jspecify.annotations.NullMarked;
