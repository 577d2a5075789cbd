package io.glimpse.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Hides a value from every record; {@code [redacted]} stands in its place.
 *
 * <p>On a parameter it hides that argument, on a method its result, on a component of a record that
 * component wherever such a record is shown. You want it for a secret whose name does not give it
 * away; those that do are hidden by default.
 *
 * <pre>{@code
 * @Redacted
 * public String diagnose(String patient, @Redacted String findings) { … }
 *
 * public record Account(String owner, @Redacted String number) {}
 * }</pre>
 *
 * <p>A method or parameter that is hidden in a superclass or an interface is hidden in what
 * overrides it, too. It does not decide whether a function is recorded, and hides nothing in the
 * message of an exception.
 *
 * <p>The rule is section 5 of the contract, docs/spec.md.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Redacted {}
