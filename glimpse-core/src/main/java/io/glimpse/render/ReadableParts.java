package io.glimpse.render;

import org.jspecify.annotations.Nullable;

/**
 * Which parts of an exception can be read without running a user's code, decided once per class.
 *
 * <p>A method may be called where the one that the class resolves to is the JDK's own. That alone
 * is not enough, because some of the JDK's methods pass the question on:
 *
 * <ul>
 *   <li>to a method of the same object that a subclass may override, such as {@code
 *       NamingException.getCause}, which calls {@code getRootCause}, or {@code
 *       FileSystemException.getMessage}, which calls {@code getReason}: these are checked, too;
 *   <li>to the cause, such as {@code SAXException.getMessage} and {@code
 *       RemoteException.getMessage}, which is {@code cause.toString()}: any message but {@code
 *       Throwable}'s own is read only if all causes are of JDK classes.
 * </ul>
 *
 * <p>The two lists of such methods were read from the class files of JDK 17 and 25. The answer is
 * kept in a {@link ClassValue} as a JDK type, so that it holds neither the exception's class nor
 * ours.
 */
final class ReadableParts {
  private static final int OWN_MESSAGE = 1;
  private static final int BUILT_MESSAGE = 2;
  private static final int CAUSE = 4;
  private static final int FRAMES = 8;

  /** Longer chains are taken to hold something foreign. */
  private static final int LONGEST_CHAIN = 32;

  private static final String[] ASKED_FOR_THE_MESSAGE = {
    "getReason",
    "getIndex",
    "getInput",
    "getMajorString",
    "getMinorString",
    "toString",
    "getLocalizedMessage"
  };
  private static final String[] ASKED_FOR_THE_CAUSE = {"getRootCause"};

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private static final ClassValue<Integer> PARTS =
      new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
          try {
            return parts(type);
          } catch (VirtualMachineError exhausted) {
            // A full stack says nothing about the class: the next call may look again.
            throw exhausted;
          } catch (Throwable unresolvable) {
            return 0;
          }
        }
      };

  private ReadableParts() {}

  static boolean hasMessage(Throwable thrown) {
    int parts = PARTS.get(thrown.getClass());
    return (parts & OWN_MESSAGE) != 0
        || ((parts & BUILT_MESSAGE) != 0 && hasCausesOfTheJdkOnly(thrown));
  }

  static boolean hasFrames(Throwable thrown) {
    return (PARTS.get(thrown.getClass()) & FRAMES) != 0;
  }

  /** The cause; null where there is none, or none that may be asked for. */
  static @Nullable Throwable cause(Throwable thrown) {
    return hasCause(thrown) ? thrown.getCause() : null;
  }

  private static boolean hasCause(Throwable thrown) {
    return (PARTS.get(thrown.getClass()) & CAUSE) != 0;
  }

  private static boolean hasCausesOfTheJdkOnly(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      if (!hasCause(at)) {
        return false;
      }
      Throwable cause = at.getCause();
      if (cause == null) {
        return true;
      }
      if (!isOfTheJdk(cause.getClass())) {
        return false;
      }
      at = cause;
    }
    return false;
  }

  private static int parts(Class<?> type) throws NoSuchMethodException {
    int parts = 0;
    if (declares(Throwable.class, type, "getMessage")) {
      parts |= OWN_MESSAGE;
    } else if (isOfTheJdk(type, "getMessage") && areOfTheJdk(type, ASKED_FOR_THE_MESSAGE)) {
      parts |= BUILT_MESSAGE;
    }
    if (declares(Throwable.class, type, "getCause")
        || (isOfTheJdk(type, "getCause") && areOfTheJdk(type, ASKED_FOR_THE_CAUSE))) {
      parts |= CAUSE;
    }
    if (isOfTheJdk(type, "getStackTrace")) {
      parts |= FRAMES;
    }
    return parts;
  }

  private static boolean declares(Class<?> declarer, Class<?> type, String method)
      throws NoSuchMethodException {
    return type.getMethod(method).getDeclaringClass() == declarer;
  }

  private static boolean areOfTheJdk(Class<?> type, String[] methods) {
    for (String method : methods) {
      try {
        if (!isOfTheJdk(type, method)) {
          return false;
        }
      } catch (NoSuchMethodException absent) {
        // Then nobody calls it.
      }
    }
    return true;
  }

  private static boolean isOfTheJdk(Class<?> type, String method) throws NoSuchMethodException {
    return isOfTheJdk(type.getMethod(method).getDeclaringClass());
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == PLATFORM;
  }
}
