package com.acme.shop.servlets;

import com.acme.shop.catalog.Stock;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stream of server-sent events: {@code ?listen=…} gets a first event at once, and the last one
 * when somebody else asks for {@code ?ring=…} of the same name.
 */
@WebServlet(value = "/ticker-servlet", asyncSupported = true)
public class TickerServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, AsyncContext> listening = new ConcurrentHashMap<>();

  @Inject transient Stock stock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("listen");
    if (name != null) {
      response.setContentType("text/event-stream");
      AsyncContext stream = request.startAsync();
      stream.setTimeout(0);
      listening.put(name, stream);
      tell(response, "first: " + stock.onHand("mug"));
      return;
    }
    AsyncContext stream = listening.remove(request.getParameter("ring"));
    tell((HttpServletResponse) stream.getResponse(), "last");
    stream.complete();
    response.getWriter().print("rung");
  }

  private static void tell(HttpServletResponse response, String event) throws IOException {
    PrintWriter writer = response.getWriter();
    writer.print("data: " + event + "\n\n");
    writer.flush();
  }
}
