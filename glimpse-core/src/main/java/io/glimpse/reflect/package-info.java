/**
 * Describes classes and methods to the policy, which itself loads and asks nothing: {@link
 * io.glimpse.reflect.MethodFacts}; and to the tracer what of a call is hidden by annotation: {@link
 * io.glimpse.reflect.RedactedParts}, and what parameters are called: {@link
 * io.glimpse.reflect.ParameterNames}.
 *
 * <p>The edges that attach functions call it at deployment. It only reads what reflection and class
 * files show, and only of classes whose name the policy has matched before. Nothing of the
 * application is run.
 */
@NullMarked
package io.glimpse.reflect;

import org.jspecify.annotations.NullMarked;
