/**
 * The minute of a newcomer: {@link io.glimpse.demo.Demo} starts the specimen shop on an embedded
 * Tomcat ({@link io.glimpse.demo.ShopOnTomcat}), visits it and prints the call tree of each visit.
 *
 * <p>Maven comes in, and the Tomcat folder of the tests, which runs the same server. Nothing here
 * knows a class of Glimpse: it is inside the shop's WAR, as in any application.
 */
@NullMarked
package io.glimpse.demo;

import org.jspecify.annotations.NullMarked;
