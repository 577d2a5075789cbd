/**
 * Quarkus as the suite sees it: the application is built before the tests, and {@link
 * io.glimpse.it.quarkus.QuarkusUnderTest} starts it as a process for each deployment.
 */
@NullMarked
package io.glimpse.it.quarkus;

import org.jspecify.annotations.NullMarked;
