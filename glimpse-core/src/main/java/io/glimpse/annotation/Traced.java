package io.glimpse.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a function recorded that no list of the policy names, or where there is no policy at all.
 *
 * <p>On a method it means that method, on a class every method that the class itself declares: one
 * that it inherits is judged by the class it is declared in.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Invoices {
 *   @Traced
 *   public Invoice print(String number) { … }
 * }
 * }</pre>
 *
 * <p>It goes before the policy's lists, but {@code exclude} and {@link Untraced} go before it. What
 * no interceptor can reach, a private method for one, is not recorded either way, nor is an
 * accessor that only its class is annotated for; the deployment report has the reason. On an
 * interface it has no effect on the classes behind it: containers show an extension only classes
 * that have the annotation themselves or inherit it from a superclass. It works on beans; it is
 * read while the application is deployed, and has no effect on an object made by {@code new}.
 *
 * <p>The rule is section 4 of the contract, docs/spec.md.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Traced {}
