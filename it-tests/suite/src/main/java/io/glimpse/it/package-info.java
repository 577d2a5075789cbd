/**
 * What is the same on every server: the shop is visited, and the call tree that each visit leaves
 * in the record file is compared with the one of the shop's README.
 *
 * <p>A server's folder comes in with a {@link io.glimpse.it.ServerUnderTest}; the tests of a visit
 * start at {@link io.glimpse.it.Shopper}. Nothing here knows one server or one class of Glimpse:
 * HTTP goes in, JSON lines come out.
 */
@NullMarked
package io.glimpse.it;

import org.jspecify.annotations.NullMarked;
