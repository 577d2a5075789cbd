package io.glimpse.cdi;

import com.acme.guest.Shapes;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedConstructor;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;

/** Has the container believe that a constructor wants another drawer than it says, as it may. */
final class DeeperDrawers implements Extension {

  void deepen(@Observes ProcessAnnotatedType<Shapes.Injected> event) {
    AnnotatedType<Shapes.Injected> type = event.getAnnotatedType();
    AnnotatedConstructor<Shapes.Injected> constructor = type.getConstructors().iterator().next();
    AnnotatedParameter<Shapes.Injected> parameter = constructor.getParameters().get(0);

    AnnotatedParameter<Shapes.Injected> deeper =
        but(parameter, AnnotatedParameter.class, "getBaseType", Shapes.DeepDrawer.class);
    AnnotatedConstructor<Shapes.Injected> withIt =
        but(constructor, AnnotatedConstructor.class, "getParameters", List.of(deeper));
    event.setAnnotatedType(but(type, AnnotatedType.class, "getConstructors", Set.of(withIt)));
  }

  /** Like the original, but for one answer. */
  @SuppressWarnings("unchecked") // what has the original's interface
  private static <T> T but(T original, Class<?> itsInterface, String method, Object answer) {
    return (T)
        Proxy.newProxyInstance(
            DeeperDrawers.class.getClassLoader(),
            new Class<?>[] {itsInterface},
            (proxy, called, arguments) ->
                called.getName().equals(method) ? answer : called.invoke(original, arguments));
  }
}
