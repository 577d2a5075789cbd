/**
 * What only a server with Jakarta Enterprise Beans can run: session beans, an asynchronous method,
 * a timer. The tests of {@code NightShiftIT} add it to the shop's WAR.
 */
@NullMarked
package com.acme.night;

import org.jspecify.annotations.NullMarked;
