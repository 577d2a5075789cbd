package com.acme.shop.conformance;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;

/** Runs the errands on the request's thread. */
@WebServlet("/conformance/servlet")
public class ConformanceServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Messenger messenger;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(messenger.run(body(request)), response);
  }

  static String body(HttpServletRequest request) throws IOException {
    StringWriter body = new StringWriter();
    request.getReader().transferTo(body);
    return body.toString();
  }

  static void answer(Report report, HttpServletResponse response) throws IOException {
    response.setStatus(report.status());
    response.setContentType("text/plain");
    response.getWriter().print(report.text());
  }
}
