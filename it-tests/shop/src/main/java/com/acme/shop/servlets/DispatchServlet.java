package com.acme.shop.servlets;

import com.acme.shop.catalog.Stock;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Leaves the answer to another servlet, in each way that there is: {@code /forward}, {@code
 * /include}, {@code /async}, {@code /backend}, which fails, and {@code /error}, where the error
 * page of web.xml answers.
 */
@WebServlet(value = "/dispatch/*", asyncSupported = true)
public class DispatchServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String PING = "/ping-servlet";

  @Inject transient Stock stock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    int mugs = stock.onHand("mug");
    switch (request.getPathInfo()) {
      case "/forward" -> request.getRequestDispatcher(PING).forward(request, response);
      case "/include" -> {
        response.getWriter().print(mugs + " mugs, ");
        request.getRequestDispatcher(PING).include(request, response);
      }
      case "/backend" ->
          request.getRequestDispatcher("/backend-servlet").forward(request, response);
      case "/async" -> request.startAsync().dispatch(PING);
      default -> response.sendError(HttpServletResponse.SC_GONE);
    }
  }
}
