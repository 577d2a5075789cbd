/**
 * The three annotations that an application may write: {@link io.glimpse.annotation.Traced}, {@link
 * io.glimpse.annotation.Untraced} and {@link io.glimpse.annotation.Redacted}.
 *
 * <p>Nobody has to: the policy alone is enough, and so are the annotations without a policy. They
 * hold no code, know no container, and every edge and the renderer read them here.
 */
@NullMarked
package io.glimpse.annotation;

import org.jspecify.annotations.NullMarked;
