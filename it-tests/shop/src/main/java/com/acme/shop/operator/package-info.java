/**
 * Lets a test act as an operator from inside of the server's JVM, by JMX. Reached by one resource.
 * The policy does not name this package, and nothing here calls a traced function.
 */
@NullMarked
package com.acme.shop.operator;

import org.jspecify.annotations.NullMarked;
