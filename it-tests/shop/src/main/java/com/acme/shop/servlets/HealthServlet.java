package com.acme.shop.servlets;

import com.acme.shop.catalog.Catalog;
import io.glimpse.Glimpse;
import io.glimpse.propagation.Setter;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says that the shop is well, and which headers it would send to a service that it asked for help.
 * Stands for the request that a platform makes every few seconds. Below {@code /health/later}
 * another thread answers.
 */
@WebServlet(value = "/health/*", asyncSupported = true)
public class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Catalog catalog;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("/later".equals(request.getPathInfo())) {
      AsyncContext later = request.startAsync();
      later.start(new InTheShop(() -> answerLater(later)));
    } else {
      answer(response);
    }
  }

  private void answerLater(AsyncContext later) {
    try {
      answer(later.getResponse());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } finally {
      later.complete();
    }
  }

  private void answer(ServletResponse response) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    Glimpse.current().tracer().inject(headers, Setter.map());
    response.setContentType("text/plain");
    response.getWriter().print(catalog.count() + " products, " + headers);
  }
}
