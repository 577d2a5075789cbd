/** The embedded Tomcat of the demo as the suite sees it. */
@NullMarked
package io.glimpse.it.tomcat;

import org.jspecify.annotations.NullMarked;
