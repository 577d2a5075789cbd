/**
 * Finds the word that somebody meant: {@link io.glimpse.spelling.Spelling}.
 *
 * <p>The policy and the configuration ask it when they meet a key that they do not know. It knows
 * no keys itself.
 */
@NullMarked
package io.glimpse.spelling;

import org.jspecify.annotations.NullMarked;
