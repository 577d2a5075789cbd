/**
 * GlassFish as the suite sees it: {@link io.glimpse.it.glassfish.GlassFishUnderTest} is called by
 * the suite, {@link io.glimpse.it.glassfish.GlassFishDomain} is the server.
 *
 * <p>There is an Arquillian adapter, but it starts the domain as it finds it, on ports that are
 * often taken and open to the network, and brings Jersey into the tests.
 */
@NullMarked
package io.glimpse.it.glassfish;

import org.jspecify.annotations.NullMarked;
