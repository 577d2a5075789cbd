/**
 * The back door of a server that has no other way to set a system property while it runs. It knows
 * nothing of the shop beside it.
 */
@NullMarked
package com.acme.backdoor;

import org.jspecify.annotations.NullMarked;
