package io.glimpse.benchmarks;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Ties the application's functions to a contender's interceptor; its extension adds it. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface Watched {
  /** The annotation as an object. */
  final class Literal extends AnnotationLiteral<Watched> implements Watched {
    static final Literal INSTANCE = new Literal();
    private static final long serialVersionUID = 1;
  }
}
