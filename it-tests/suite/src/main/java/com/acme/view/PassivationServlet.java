package com.acme.view;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * Does to the session what a server does that has too many of them, or that stops: writes all that
 * lies in it and reads it back. Says whether a {@link Draft} was among that.
 */
@WebServlet("/passivation")
public class PassivationServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    HttpSession session = request.getSession();
    boolean found = false;
    for (String name : Collections.list(session.getAttributeNames())) {
      byte[] bytes = written(session.getAttribute(name));
      found |= new String(bytes, StandardCharsets.ISO_8859_1).contains(Draft.class.getName());
      session.setAttribute(name, read(bytes));
    }
    response.setContentType("text/plain");
    response.getWriter().print(found);
  }

  private static byte[] written(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings("BanSerializableRead") // written a moment ago, by the same session
  private static Object read(byte[] bytes) throws IOException, ServletException {
    try (ObjectInputStream in = new OfTheApplication(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (ClassNotFoundException e) {
      throw new ServletException(e);
    }
  }

  /** Also what the container has generated lies in the application's class loader. */
  private static final class OfTheApplication extends ObjectInputStream {
    OfTheApplication(InputStream bytes) throws IOException {
      super(bytes);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass written)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(
            written.getName(), false, Thread.currentThread().getContextClassLoader());
      } catch (ClassNotFoundException primitive) {
        return super.resolveClass(written);
      }
    }
  }
}
