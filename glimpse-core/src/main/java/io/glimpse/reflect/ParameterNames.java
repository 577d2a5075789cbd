package io.glimpse.reflect;

import java.lang.annotation.Annotation;
import java.lang.reflect.MalformedParametersException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a method's parameters are called: by the compiler's {@code -parameters}, else by a
 * JAX-RS annotation such as {@code @QueryParam("sku")}, on the method or on what it overrides, else
 * by the local variables in the class file, which nearly every build leaves there.
 *
 * <pre>{@code
 * ParameterNames names = new ParameterNames();
 * ParameterNames.Found found = names.of(method);   // names [sku, count], known [[sku], [count]]
 * names.forget();                                  // when the deployment is over
 * }</pre>
 *
 * <p>One is kept for as long as methods are described: it reads each class file once, and only
 * where something has no name otherwise. Safe for any thread. The rule is section 6 of the
 * contract, docs/spec.md.
 *
 * @since 0.1
 */
public final class ParameterNames {
  private static final Found NONE = new Found(List.of(), List.of());

  private final ConcurrentMap<Class<?>, LocalVariables> read = new ConcurrentHashMap<>();

  /**
   * What was found.
   *
   * @param names one for each parameter in order, null for one that has none
   * @param known for each parameter all that it is called somewhere, also by a method that this one
   *     overrides, so that a secret is known by any of them: {@code @HeaderParam("X-Auth-Token")
   *     String value}
   * @since 0.1
   */
  public record Found(List<@Nullable String> names, List<Set<String>> known) {
    /** Copies the lists. */
    public Found {
      names = Collections.unmodifiableList(new ArrayList<>(names));
      known = known.stream().<Set<String>>map(Set::copyOf).toList();
    }
  }

  /** For one deployment. */
  public ParameterNames() {}

  /** The names of this method's parameters. A class file that is not there gives none. */
  public Found of(Method method) {
    if (method.getParameterCount() == 0) {
      return NONE;
    }
    List<Set<String>> known = new ArrayList<>();
    for (int i = method.getParameterCount(); i > 0; i--) {
      known.add(new LinkedHashSet<>());
    }
    addCompiled(known, method);
    boolean compiled = known.stream().noneMatch(Set::isEmpty);
    List<Method> all = Overridden.withItself(method);
    all.forEach(each -> addInRequests(known, each));
    if (!compiled) {
      addLocalVariables(known, method);
    }
    all.forEach(each -> addCompiled(known, each));
    List<@Nullable String> names = new ArrayList<>();
    known.forEach(each -> names.add(each.isEmpty() ? null : each.iterator().next()));
    return new Found(names, known);
  }

  private static void addCompiled(List<Set<String>> known, Method method) {
    try {
      Parameter[] parameters = method.getParameters();
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i].isNamePresent()) {
          known.get(i).add(parameters[i].getName());
        }
      }
    } catch (MalformedParametersException written) {
      // by somebody who writes class files: as if there were none
    }
  }

  private static void addInRequests(List<Set<String>> known, Method method) {
    Annotation[][] annotations = method.getParameterAnnotations();
    for (int i = 0; i < annotations.length; i++) {
      String name = RequestNames.among(annotations[i]);
      if (name != null) {
        known.get(i).add(name);
      }
    }
  }

  private void addLocalVariables(List<Set<String>> known, Method method) {
    List<@Nullable String> locals =
        read.computeIfAbsent(method.getDeclaringClass(), LocalVariables::of).of(method);
    for (int i = 0; i < locals.size(); i++) {
      String name = locals.get(i);
      if (name != null) {
        known.get(i).add(name);
      }
    }
  }

  /** Lets go of what was read of class files; what is asked for later is read again. */
  public void forget() {
    read.clear();
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "ParameterNames[" + read.size() + " class files]";
  }
}
