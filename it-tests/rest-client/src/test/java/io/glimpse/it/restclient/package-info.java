/** Clients that need no server of ours, each with a Glimpse and a neighbour to ask. */
@NullMarked
package io.glimpse.it.restclient;

import org.jspecify.annotations.NullMarked;
