package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** OpenWebBeans lists no bridges, and then the method of the superclass is bound as well. */
final class BridgesTest {
  static class Store<K, T> {
    public T save(K id, T row) {
      return row;
    }

    public int count() {
      return 0;
    }
  }

  static class Orders extends Store<String, Integer> {
    @Override
    public Integer save(String id, Integer order) {
      return super.save(id, order);
    }
  }

  static class Late extends Orders {}

  private final Method upper = method(Store.class, "save", Object.class, Object.class);
  private final Method lower = method(Orders.class, "save", String.class, Integer.class);

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void behind_aMethodThatABridgeReplaces_isWhatTheBridgeCalls() {
    assertThat(Bridges.behind(Orders.class, upper)).isEqualTo(lower);
    assertThat(Bridges.behind(Late.class, upper)).isEqualTo(lower);
  }

  @Test
  void behind_anyOtherMethod_isItself() {
    Method count = method(Store.class, "count");

    assertThat(Bridges.behind(Orders.class, count)).isEqualTo(count);
    assertThat(Bridges.behind(Orders.class, lower)).isEqualTo(lower);
    assertThat(Bridges.behind(Store.class, upper)).isEqualTo(upper);
  }

  @Test
  void upperMethod_containerListsNoBridges_isBoundWithTheLower() {
    BeanType type = new BeanType(listed(method -> !method.isBridge()));

    assertThat(type.isBoundWith(upper, Set.of(lower))).isTrue();
    assertThat(type.isBoundWith(upper, Set.of())).isFalse();
  }

  @Test
  void upperMethod_containerListsTheBridge_isNotBound() {
    BeanType type = new BeanType(listed(method -> true));

    assertThat(type.isBoundWith(upper, Set.of(lower))).isFalse();
  }

  private static AnnotatedType<?> listed(Predicate<Method> shown) {
    Set<AnnotatedMethod<?>> methods = new HashSet<>();
    for (Class<?> type : new Class<?>[] {Orders.class, Store.class}) {
      for (Method method : type.getDeclaredMethods()) {
        if (shown.test(method)) {
          methods.add(answering(AnnotatedMethod.class, Map.of("getJavaMember", method)));
        }
      }
    }
    return answering(
        AnnotatedType.class, Map.of("getJavaClass", Orders.class, "getMethods", methods));
  }

  private static <T> T answering(Class<T> type, Map<String, ?> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> answers.get(method.getName());
                }));
  }
}
