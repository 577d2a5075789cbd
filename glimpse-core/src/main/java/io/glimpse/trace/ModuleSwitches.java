package io.glimpse.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which modules of a tracer are switched off. A module is a package with all that lies below it, or
 * a class with those nested in it, by their binary names. What was said last about a module counts
 * for everything in it, also for functions that have not been called yet.
 *
 * <pre>{@code
 * tracer.modules().turn("com.acme.shop.pricing", false);
 * }</pre>
 *
 * <p>A switch reaches into each function, so that a call asks its function alone and looks nothing
 * up. Calls that are open end as they would. Safe for any number of threads.
 *
 * @since 0.1
 */
public final class ModuleSwitches {
  private final List<TracedFunction> functions = new ArrayList<>();

  /** What was said, without what a later word about a module around it has made void. */
  private final TreeMap<String, Boolean> said = new TreeMap<>();

  ModuleSwitches() {}

  /** A function has been made, and is as its module is. */
  synchronized TracedFunction made(TracedFunction function) {
    function.turn(isOn(function.declaringClass()));
    functions.add(function);
    return function;
  }

  /** Whether {@code name}, a class or a package, is this module or lies in it. */
  public static boolean covers(String module, String name) {
    if (!name.startsWith(module)) {
      return false;
    }
    char next = name.length() == module.length() ? '.' : name.charAt(module.length());
    return next == '.' || next == '$';
  }

  /** Switches everything in a module, whether there is such a module or not. */
  public synchronized void turn(String module, boolean on) {
    said.keySet().removeIf(earlier -> covers(module, earlier));
    if (isOn(module) != on) {
      said.put(module, on);
    }
    for (TracedFunction function : functions) {
      if (covers(module, function.declaringClass())) {
        function.turn(on);
      }
    }
  }

  /** Whether functions that this class declares are on: as the innermost module that was named. */
  public synchronized boolean isOn(String className) {
    return said.keySet().stream()
        .filter(module -> covers(module, className))
        .max(Comparator.comparingInt(String::length))
        .map(module -> said.getOrDefault(module, true))
        .orElse(true);
  }

  /** The classes that declare the functions which the edges have made so far. */
  public synchronized Set<String> classes() {
    Set<String> classes = new TreeSet<>();
    functions.forEach(function -> classes.add(function.declaringClass()));
    return classes;
  }
}
