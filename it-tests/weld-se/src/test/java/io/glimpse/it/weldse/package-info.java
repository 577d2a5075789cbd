/**
 * Weld SE as the suite sees it: {@link io.glimpse.it.weldse.BeanDoor} opens the scopes of a visit,
 * {@link io.glimpse.it.weldse.Counter} does what JAX-RS would do.
 */
@NullMarked
package io.glimpse.it.weldse;

import org.jspecify.annotations.NullMarked;
