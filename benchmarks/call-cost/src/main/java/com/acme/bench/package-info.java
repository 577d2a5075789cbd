/**
 * The application that is measured: beans that do nothing, so that a figure is what stands around
 * them. It lives outside {@code io.glimpse}, whose classes are never traced.
 *
 * <p>Every variant calls these same classes; what watches them is attached from outside. {@code
 * WithSpan} is there for SmallRye and does not exist at run time elsewhere.
 */
@NullMarked
package com.acme.bench;

import org.jspecify.annotations.NullMarked;
