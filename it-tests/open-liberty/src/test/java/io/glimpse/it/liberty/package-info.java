/** Open Liberty as the suite sees it: managed by Arquillian, set up through the back door. */
@NullMarked
package io.glimpse.it.liberty;

import org.jspecify.annotations.NullMarked;
