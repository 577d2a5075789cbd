/**
 * The policy as a value: {@link io.glimpse.policy.PolicyDiscovery} finds the text, {@link
 * io.glimpse.policy.TracingPolicy} holds what it says and gives a {@link
 * io.glimpse.policy.Decision} about one {@link io.glimpse.policy.MethodRef}; a deployment asks its
 * {@link io.glimpse.policy.PolicyAnswers}.
 *
 * <p>The CDI extensions come in at deployment or build time; the edges ask for depth, sampling and
 * the HTTP rules. Text in, decisions out: no container is known here, no class is loaded by name,
 * and nothing runs per call.
 */
@NullMarked
package io.glimpse.policy;

import org.jspecify.annotations.NullMarked;
