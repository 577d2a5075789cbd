/**
 * Packs what was ordered. Nobody calls it: it observes events. The policy traces it, and so the
 * observer appears below the function that fired.
 */
@NullMarked
package com.acme.shop.warehouse;

import org.jspecify.annotations.NullMarked;
