/**
 * What the operator asked for. {@link io.glimpse.config.Config} holds the values, {@link
 * io.glimpse.config.ConfigKey} is the table of everything that can be set.
 *
 * <p>Read once, when Glimpse starts; a bad value stops it with all problems in one report. Nothing
 * here opens a destination or reads a policy.
 */
@NullMarked
package io.glimpse.config;

import org.jspecify.annotations.NullMarked;
