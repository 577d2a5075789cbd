package com.acme.bench;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.StubMethod;

/** Beans that are only there, to make an application large: ten functions a class. */
public final class ManyFunctions {
  private static final int PER_CLASS = 10;

  private ManyFunctions() {}

  /** As many classes as {@code functions} need, new ones each time. */
  public static List<Class<?>> make(int functions) {
    List<Class<?>> classes = new ArrayList<>();
    for (int i = 0; i < functions / PER_CLASS; i++) {
      classes.add(make("com.acme.bench.Many" + i));
    }
    return classes;
  }

  private static Class<?> make(String name) {
    DynamicType.Builder<Object> type =
        new ByteBuddy()
            .subclass(Object.class)
            .name(name)
            .modifiers(Modifier.PUBLIC)
            .annotateType(AnnotationDescription.Builder.ofType(ApplicationScoped.class).build());
    for (int i = 0; i < PER_CLASS; i++) {
      type =
          type.defineMethod("function" + i, void.class, Modifier.PUBLIC)
              .intercept(StubMethod.INSTANCE);
    }
    return type.make()
        .load(
            ManyFunctions.class.getClassLoader(),
            ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
        .getLoaded();
  }
}
