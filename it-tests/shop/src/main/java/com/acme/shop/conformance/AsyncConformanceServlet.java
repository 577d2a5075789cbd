package com.acme.shop.conformance;

import com.acme.shop.servlets.InTheShop;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets its thread go and runs the errands on another one of the server's. */
@WebServlet(value = "/conformance/async-servlet", asyncSupported = true)
public class AsyncConformanceServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Messenger messenger;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = ConformanceServlet.body(request);
    AsyncContext later = request.startAsync();
    later.start(new InTheShop(() -> run(body, response, later)));
  }

  private void run(String body, HttpServletResponse response, AsyncContext later) {
    try {
      ConformanceServlet.answer(messenger.run(body), response);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } finally {
      later.complete();
    }
  }
}
