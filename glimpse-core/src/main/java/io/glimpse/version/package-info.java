/**
 * Which Glimpse this is: {@link io.glimpse.version.GlimpseVersion}.
 *
 * <p>Whoever introduces Glimpse to another system asks here. Nothing here knows any of them.
 */
@NullMarked
package io.glimpse.version;

import org.jspecify.annotations.NullMarked;
