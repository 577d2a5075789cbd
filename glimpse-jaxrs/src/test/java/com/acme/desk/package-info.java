/** A guest: an application of resources that are no beans, for the tests of the JAX-RS edge. */
@NullMarked
package com.acme.desk;

import org.jspecify.annotations.NullMarked;
