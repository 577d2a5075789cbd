package com.acme.backdoor;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sets the system property {@code key} to {@code value}, or takes it away. */
@WebServlet("/property")
public class PropertyServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response) {
    System.setProperty(request.getParameter("key"), request.getParameter("value"));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    System.clearProperty(request.getParameter("key"));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
