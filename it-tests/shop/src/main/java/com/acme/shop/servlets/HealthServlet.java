package com.acme.shop.servlets;

import com.acme.shop.catalog.Catalog;
import io.glimpse.Glimpse;
import io.glimpse.propagation.Setter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says that the shop is well, and which headers it would send to a service that it asked for help.
 * Stands for the request that a platform makes every few seconds.
 */
@WebServlet("/health/*")
public class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Catalog catalog;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, String> headers = new TreeMap<>();
    Glimpse.current().tracer().inject(headers, Setter.map());
    response.setContentType("text/plain");
    response.getWriter().print(catalog.count() + " products, " + headers);
  }
}
