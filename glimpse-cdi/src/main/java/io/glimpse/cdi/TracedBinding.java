package io.glimpse.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Ties a method to the interceptor. It has no members, so it always matches, and nobody writes it:
 * the extension adds it. It is public for containers that write code of their own which names it.
 *
 * @since 0.1
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TracedBinding {
  /** The annotation as an object. */
  final class Literal extends AnnotationLiteral<TracedBinding> implements TracedBinding {
    static final Literal INSTANCE = new Literal();
    private static final long serialVersionUID = 1;
  }
}
