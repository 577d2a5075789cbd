package com.acme.shop.servlets;

import com.acme.shop.catalog.Catalog;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The error page for 410, which calls a bean as any page does. */
@WebServlet("/sorry-servlet")
public class SorryServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Catalog catalog;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print("gone, but " + catalog.count() + " are left");
  }
}
