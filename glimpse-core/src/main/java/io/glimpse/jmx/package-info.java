/**
 * What an operator sees of a running Glimpse by JMX: {@link io.glimpse.jmx.GlimpseMXBean}.
 *
 * <p>The front door implements it and registers it with the platform's MBean server. Nothing here
 * opens a port or knows a class of Glimpse: a JMX client gets texts, numbers and maps of them, and
 * needs no jar of ours.
 */
@NullMarked
package io.glimpse.jmx;

import org.jspecify.annotations.NullMarked;
