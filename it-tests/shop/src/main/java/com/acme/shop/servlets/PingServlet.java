package com.acme.shop.servlets;

import com.acme.shop.catalog.Catalog;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers at once, or throws when asked to. Stands for the plain servlet that calls a bean. */
@WebServlet("/ping-servlet")
public class PingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Catalog catalog;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getParameter("fail") != null) {
      throw new ServletException("asked to fail");
    }
    response.setContentType("text/plain");
    response.getWriter().print("pong, " + catalog.count() + " products");
  }
}
