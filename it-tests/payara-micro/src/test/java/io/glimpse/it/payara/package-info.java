/**
 * Payara Micro as the suite sees it: {@link io.glimpse.it.payara.PayaraUnderTest} is called by the
 * suite, {@link io.glimpse.it.payara.PayaraMain} runs in the server's own process, and lines of
 * text go between the two.
 *
 * <p>There is an Arquillian adapter, but it boots a server for each deployment; here one server
 * takes them all.
 */
@NullMarked
package io.glimpse.it.payara;

import org.jspecify.annotations.NullMarked;
