/**
 * TomEE as the suite sees it: unpacked by Maven, booted once in a process of its own, and told by
 * its manager application what to serve.
 *
 * <p>There is an Arquillian adapter, but it fetches a server by itself and serves the shop together
 * with an application of its own.
 */
@NullMarked
package io.glimpse.it.tomee;

import org.jspecify.annotations.NullMarked;
