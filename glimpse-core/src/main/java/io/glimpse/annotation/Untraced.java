package io.glimpse.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Leaves a function alone that the policy names: it runs as if Glimpse were not there.
 *
 * <p>On a method it means that method, on a class every method that the class itself declares. It
 * goes before {@link Traced} and the policy, wherever either stands: a method with {@code @Traced}
 * in a class with {@code @Untraced} is left alone.
 *
 * <pre>{@code
 * @Untraced
 * public BigDecimal round(BigDecimal price) { … } // called a thousand times in each request
 * }</pre>
 *
 * <p>The rule is section 4 of the contract, docs/spec.md.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Untraced {}
