package com.acme.shop.servlets;

import com.acme.shop.catalog.Catalog;
import com.acme.shop.catalog.Stock;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Goes asynchronous and never answers. With {@code ?listen} a listener answers in its place when
 * the time is over; else the server does.
 */
@WebServlet(value = "/late-servlet", asyncSupported = true)
public class LateServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final long WAITS_MILLIS = 50;

  @Inject transient Stock stock;
  @Inject transient Catalog catalog;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    stock.onHand("mug");
    AsyncContext never = request.startAsync();
    never.setTimeout(WAITS_MILLIS);
    if (request.getParameter("listen") != null) {
      never.addListener(new Answering());
    }
  }

  private final class Answering implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      HttpServletResponse response = (HttpServletResponse) event.getAsyncContext().getResponse();
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setContentType("text/plain");
      response.getWriter().print("too late for " + catalog.count() + " products");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
