/**
 * Describes classes and methods to the policy, which itself loads and asks nothing: {@link
 * io.glimpse.reflect.MethodFacts}.
 *
 * <p>The edges that attach functions call it at deployment. It only reads what reflection shows,
 * and only of classes whose name the policy has matched before.
 */
@NullMarked
package io.glimpse.reflect;

import org.jspecify.annotations.NullMarked;
