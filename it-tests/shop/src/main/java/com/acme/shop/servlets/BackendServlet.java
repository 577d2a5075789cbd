package com.acme.shop.servlets;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Asks a service that is not there. The customer is, so it is the shop that fails. */
@WebServlet("/backend-servlet")
public class BackendServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (Socket backend = new Socket(InetAddress.getLoopbackAddress(), portOfNobody())) {
      backend.getOutputStream().write('?');
    }
  }

  private static int portOfNobody() throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      return closed.getLocalPort();
    }
  }
}
