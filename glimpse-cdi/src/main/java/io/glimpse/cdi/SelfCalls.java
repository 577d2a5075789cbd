package io.glimpse.cdi;

import io.glimpse.reflect.ClassFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a bean's class that the class itself calls somewhere, so that a call of one of
 * them may be the bean's own. For most classes there are none, and for the others it is known
 * without looking at a single call: the names stand in the constants of the class files of the
 * class and of all that it inherits from.
 *
 * <p>Where a file is not there any more (a native image) every method may be one.
 */
final class SelfCalls {
  private static final ClassValue<SelfCalls> KNOWN =
      new ClassValue<>() {
        @Override
        protected SelfCalls computeValue(Class<?> type) {
          return new SelfCalls(type);
        }
      };

  /** Null: not known, so any. */
  private final @Nullable Set<String> names;

  private SelfCalls(Class<?> type) {
    this.names = read(inherited(GeneratedClasses.original(type)));
  }

  /** Those of the class of a bean instance, which may be a generated one. */
  static SelfCalls of(Class<?> type) {
    return KNOWN.get(type);
  }

  boolean mayContain(String method) {
    return names == null || names.contains(method);
  }

  private static Map<String, Class<?>> inherited(Class<?> type) {
    Map<String, Class<?>> inherited = new LinkedHashMap<>();
    Deque<Class<?>> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Class<?> next = open.remove();
      if (next.getClassLoader() != null && inherited.put(next.getName(), next) == null) {
        if (next.getSuperclass() != null) {
          open.add(next.getSuperclass());
        }
        open.addAll(List.of(next.getInterfaces()));
      }
    }
    return inherited;
  }

  private static @Nullable Set<String> read(Map<String, Class<?>> classes) {
    Set<String> called = new HashSet<>();
    for (Map.Entry<String, Class<?>> each : classes.entrySet()) {
      ClassFile file = ClassFile.of(each.getKey(), each.getValue().getClassLoader());
      if (file == null) {
        return null;
      }
      called.addAll(file.methodsCalledOf(classes.keySet()));
    }
    return called;
  }
}
