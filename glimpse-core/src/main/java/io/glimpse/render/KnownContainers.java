package io.glimpse.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The collections and maps that are shown by content, told by class identity: a subclass may
 * override anything, and a view or a wrapper passes calls on to who knows what.
 *
 * <p>Iterating these classes calls no method of an element. One needs a closer look. {@code
 * TreeSet} is also the class of {@code TreeSet.subSet} and its kin, and to iterate such a view
 * compares its bounds with the elements, which is user code. A set in natural order is asked with a
 * probe of ours: a true set compares the probe with itself only, a view compares it with a bound
 * first. A set with a comparator cannot be asked without running that comparator, so it is shown by
 * content only for the JDK's {@code CASE_INSENSITIVE_ORDER}. {@code TreeMap}'s views have classes
 * of their own.
 */
final class KnownContainers {
  private static final Set<Class<?>> COLLECTIONS =
      Set.copyOf(
          List.of(
              ArrayList.class,
              LinkedList.class,
              ArrayDeque.class,
              HashSet.class,
              LinkedHashSet.class,
              CopyOnWriteArrayList.class,
              List.of().getClass(),
              List.of(1).getClass(),
              List.of(1, 2, 3).getClass(),
              Set.of(1).getClass(),
              Set.of(1, 2, 3).getClass(),
              Arrays.asList(1, 2).getClass()));

  private static final Set<Class<?>> MAPS =
      Set.copyOf(
          List.of(
              HashMap.class,
              LinkedHashMap.class,
              TreeMap.class,
              EnumMap.class,
              ConcurrentHashMap.class,
              Map.of(1, 1).getClass(),
              Map.of(1, 1, 2, 2).getClass()));

  private KnownContainers() {}

  static boolean isCollection(Object value) {
    Class<?> type = value.getClass();
    return COLLECTIONS.contains(type)
        // Its constructor is the package's own: there is no EnumSet outside the JDK.
        || value instanceof EnumSet<?>
        || (type == TreeSet.class && isNoView((SortedSet<?>) value));
  }

  static boolean isMap(Object value) {
    return MAPS.contains(value.getClass());
  }

  private static boolean isNoView(SortedSet<?> set) {
    Object order = set.comparator();
    if (order != null) {
      return order == String.CASE_INSENSITIVE_ORDER;
    }
    try {
      @SuppressWarnings("unchecked") // Nothing is put in: the probe only asks.
      SortedSet<Object> asked = (SortedSet<Object>) set;
      return asked.tailSet(Probe.INSTANCE) != null;
    } catch (ClassCastException boundSeen) {
      return false;
    }
  }

  /** Stands left of every comparison and knows only itself: any bound ends in a bad cast. */
  private enum Probe {
    INSTANCE
  }
}
