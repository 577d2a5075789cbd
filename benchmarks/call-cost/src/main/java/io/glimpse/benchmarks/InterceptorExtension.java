package io.glimpse.benchmarks;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;

/**
 * Puts an interceptor around every function of the application, in the way that Glimpse's own
 * extension does: bound method by method, without members, registered by hand.
 */
public final class InterceptorExtension implements Extension {
  private final Class<?> interceptor;
  private final Predicate<Class<?>> beans;

  /** {@code interceptor} has an {@code AroundInvoke} method and no annotations on the class. */
  public InterceptorExtension(Class<?> interceptor) {
    this(interceptor, type -> type.getPackageName().equals("com.acme.bench"));
  }

  /** The same around the functions of these beans. */
  InterceptorExtension(Class<?> interceptor, Predicate<Class<?>> beans) {
    this.interceptor = interceptor;
    this.beans = beans;
  }

  void register(@Observes BeforeBeanDiscovery event) {
    event
        .addAnnotatedType(interceptor, interceptor.getName())
        .add(new InterceptorLiteral())
        .add(Watched.Literal.INSTANCE)
        .add(new First());
  }

  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    if (beans.test(event.getAnnotatedType().getJavaClass())) {
      event
          .configureAnnotatedType()
          .filterMethods(method -> !Modifier.isStatic(method.getJavaMember().getModifiers()))
          .forEach(method -> method.add(Watched.Literal.INSTANCE));
    }
  }

  private static final class InterceptorLiteral extends AnnotationLiteral<Interceptor>
      implements Interceptor {
    private static final long serialVersionUID = 1;
  }

  private static final class First extends AnnotationLiteral<Priority> implements Priority {
    private static final long serialVersionUID = 1;

    @Override
    public int value() {
      return Interceptor.Priority.PLATFORM_BEFORE + 1;
    }
  }
}
