/**
 * The front door: {@link io.glimpse.Glimpse} puts policy, configuration, tracer, pipeline and
 * writers together and takes them apart again.
 *
 * <p>The edges of a container hold a lease on the one instance of their class loader; a plain
 * {@code main()} opens one of its own. Everything else lives in the rooms below.
 */
@NullMarked
package io.glimpse;

import org.jspecify.annotations.NullMarked;
