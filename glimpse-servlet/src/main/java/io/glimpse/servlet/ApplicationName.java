package io.glimpse.servlet;

import io.glimpse.Glimpse;
import jakarta.servlet.ServletContext;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a web application is called where nobody has configured it (specification, section 10): its
 * context path without the slash; where it is the root, or shares Glimpse with the others of its
 * EAR, the application's name.
 */
final class ApplicationName {
  private ApplicationName() {}

  /** Empty where it has none. */
  static String of(ServletContext context) {
    String path = context.getContextPath().replaceFirst("^/", "");
    boolean shared = context.getClassLoader() != Glimpse.class.getClassLoader();
    if (!path.isEmpty() && !shared) {
      return path;
    }
    String name = named();
    if (name == null) {
      name = path.isEmpty() ? context.getServletContextName() : path;
    }
    return name == null ? "" : name;
  }

  /** The name that Jakarta EE Platform (chapter 5, naming) gives an application in JNDI. */
  @SuppressWarnings("BanJNDI") // a fixed name that only the container binds
  private static @Nullable String named() {
    try {
      return new InitialContext().lookup("java:app/AppName") instanceof String name ? name : null;
    } catch (NamingException | RuntimeException | LinkageError noSuchName) {
      return null;
    }
  }
}
