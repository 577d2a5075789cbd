package io.glimpse.servlet;

import io.glimpse.http.RequestSpan;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * An exception that left the application, and whether it only says that the client went away.
 *
 * <p>No class of the servlet API says that. What containers have in common is that reading or
 * writing throws an {@link IOException} from within their streams, which live in the package of
 * their response. An application's own connection that breaks has no such frame on its stack.
 *
 * <p>Jetty may throw what another thread of its own was told, with the stack of that one. It has a
 * class for it, which is thrown for the connection to the client and for nothing else.
 *
 * <p>Open Liberty wraps what a servlet has thrown before a filter sees it, spreads its streams over
 * several packages, and throws an exception itself where there is no such file: its way to a 404.
 */
final class Escaped {
  private static final String OURS = Escaped.class.getPackageName() + ".";

  /** What is called on a stream, a writer or a response when bytes have to move. */
  private static final Set<String> MOVES_BYTES =
      Set.of("read", "write", "flush", "flushBuffer", "close", "print", "println");

  private static final String JETTYS_WORD_FOR_IT = "org.eclipse.jetty.io.EofException";

  /** The beginning of the names of all its packages, also of those of one servlet version. */
  private static final String LIBERTY = "com.ibm.ws.webcontainer";

  private static final String LIBERTYS_WRAPPER = "com.ibm.ws.webcontainer.webapp.WebAppErrorReport";

  private Escaped() {}

  /**
   * Writes it down as what it is.
   *
   * @return the status that the container makes of it, if it still can
   */
  static int note(Throwable thrown, ServletResponse response, RequestSpan span) {
    Throwable bare = asTheApplicationThrewIt(thrown);
    if (isLibertysNotFound(bare)) {
      return HttpServletResponse.SC_NOT_FOUND;
    }
    if (isClientGone(bare, response)) {
      span.clientAborted();
    } else {
      span.escaped(bare);
    }
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Liberty wraps once more for each dispatch. */
  static Throwable asTheApplicationThrewIt(Throwable thrown) {
    Throwable bare = thrown;
    while (bare.getClass().getName().equals(LIBERTYS_WRAPPER) && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare;
  }

  /**
   * Only one that Liberty has made: the application may miss a file, too, and that is a failure.
   */
  static boolean isLibertysNotFound(Throwable bare) {
    if (bare.getClass() != FileNotFoundException.class) {
      return false;
    }
    StackTraceElement[] frames = bare.getStackTrace();
    return frames.length > 0 && frames[0].getClassName().startsWith(LIBERTY);
  }

  private static boolean isClientGone(Throwable thrown, ServletResponse response) {
    try {
      return io(thrown) instanceof IOException io
          && (io.getClass().getName().equals(JETTYS_WORD_FOR_IT)
              || isOfTheServersStreams(io, response));
    } catch (Throwable unreadable) {
      return false;
    }
  }

  /**
   * Looks into the two wrappers that one has to use; what a user's class would say is not asked.
   */
  private static Throwable io(Throwable thrown) {
    Class<?> type = thrown.getClass();
    Throwable cause =
        type == UncheckedIOException.class || type == ServletException.class
            ? thrown.getCause()
            : null;
    return cause == null ? thrown : cause;
  }

  private static boolean isOfTheServersStreams(IOException thrown, ServletResponse response)
      throws NoSuchMethodException {
    if (thrown.getClass().getMethod("getStackTrace").getDeclaringClass() != Throwable.class) {
      return false;
    }
    String streams = serversOwn(response).getClass().getPackageName() + ".";
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith(OURS)) {
        return false;
      }
      if ((type.startsWith(streams) || type.startsWith(LIBERTY))
          && MOVES_BYTES.contains(frame.getMethodName())) {
        return true;
      }
    }
    return false;
  }

  private static ServletResponse serversOwn(ServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return inner;
  }
}
