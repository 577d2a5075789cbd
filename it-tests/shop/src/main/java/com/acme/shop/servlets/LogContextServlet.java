package com.acme.shop.servlets;

import com.acme.shop.logs.LogContexts;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says what the log's context is during a request, and for {@code ?of=…} what it was on the same
 * thread when the request with {@code ?look=…} had gone through all filters: 404 as long as that is
 * not known.
 */
@WebServlet("/log-context")
public class LogContextServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient LogContexts logs;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    String of = request.getParameter("of");
    Object said = of == null ? logs.traceIds() : getServletContext().getAttribute(key(of));
    if (said == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      response.getWriter().print(said);
    }
  }

  private static String key(String look) {
    return "log context after " + look;
  }

  /** Looks at the thread that a request leaves. */
  @WebListener
  public static class After implements ServletRequestListener {

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
      String look = event.getServletRequest().getParameter("look");
      if (look != null) {
        event.getServletContext().setAttribute(key(look), new LogContexts().traceIds());
      }
    }
  }
}
