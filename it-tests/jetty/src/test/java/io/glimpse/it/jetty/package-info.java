/** An embedded Jetty as the suite sees it. */
@NullMarked
package io.glimpse.it.jetty;

import org.jspecify.annotations.NullMarked;
