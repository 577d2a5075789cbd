package com.acme.shop.servlets;

import com.acme.shop.catalog.Stock;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls a bean, lets its thread go and answers 60 ms later from another. Stands for the request
 * whose end is not the end of its first thread.
 */
@WebServlet(value = "/slow-servlet", asyncSupported = true)
public class SlowServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final long ANSWERS_AFTER_NANOS = 60_000_000;

  @Inject transient Stock stock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    int mugs = stock.onHand("mug");
    AsyncContext later = request.startAsync();
    later.start(() -> answer(later, mugs));
  }

  private static void answer(AsyncContext later, int mugs) {
    long deadline = System.nanoTime() + ANSWERS_AFTER_NANOS;
    for (long left = ANSWERS_AFTER_NANOS; left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    try {
      later.getResponse().setContentType("text/plain");
      later.getResponse().getWriter().print("at last, " + mugs + " mugs");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } finally {
      later.complete();
    }
  }
}
