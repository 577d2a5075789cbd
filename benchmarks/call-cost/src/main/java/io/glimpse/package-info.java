/**
 * What a measurement needs of the front door and no user does: a share in Glimpse with a writer of
 * its own, {@link io.glimpse.CountedGlimpse}. It lies in this package for that alone.
 */
package io.glimpse;
