package io.glimpse.cdi;

/**
 * Knows the subclasses that containers make of a bean's class, by the marks in their names: Weld's
 * proxies and subclasses, OpenWebBeans' and ArC's.
 */
final class GeneratedClasses {
  private static final String[] MARKS = {
    "$$_Weld",
    "$Proxy$_$$",
    "$$OwbInterceptProxy",
    "$$OwbNormalScopeProxy",
    "_Subclass",
    "_ClientProxy"
  };

  private GeneratedClasses() {}

  /** The class that the user wrote. */
  static Class<?> original(Class<?> type) {
    Class<?> original = type;
    while (isGenerated(original) && original.getSuperclass() != null) {
      original = original.getSuperclass();
    }
    return original;
  }

  static boolean isGenerated(Class<?> type) {
    String name = type.getName();
    for (String mark : MARKS) {
      if (name.contains(mark)) {
        return true;
      }
    }
    return type.isSynthetic();
  }
}
