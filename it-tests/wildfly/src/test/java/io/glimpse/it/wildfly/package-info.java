/** WildFly as the suite sees it: managed by Arquillian, set up by management operations. */
@NullMarked
package io.glimpse.it.wildfly;

import org.jspecify.annotations.NullMarked;
