package com.acme.night;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Wakes the night shift, in the way that the path says. */
@WebServlet("/night/*")
public class NightServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain");
    try {
      response.getWriter().print(answer(request.getPathInfo()));
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static Object answer(String path) throws Exception {
    if (path.equals("/count")) {
      return NightServlet.<NightShift>lookUp("NightShift").count("mug");
    }
    if (path.equals("/later")) {
      return NightServlet.<NightShift>lookUp("NightShift").countLater("mug").get();
    }
    Alarm alarm = lookUp("Alarm");
    alarm.set();
    return alarm.rang();
  }

  @SuppressWarnings({"BanJNDI", "TypeParameterUnusedInFormals"}) // the names are ours
  private static <T> T lookUp(String bean) throws NamingException {
    return InitialContext.doLookup("java:module/" + bean);
  }
}
