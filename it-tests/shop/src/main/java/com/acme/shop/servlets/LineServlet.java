package com.acme.shop.servlets;

import com.acme.shop.catalog.Catalog;
import com.acme.shop.catalog.Stock;
import jakarta.inject.Inject;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Leaves HTTP for a protocol in which the shop says hello, then each byte is a question and the
 * stock the answer. Stands for what websockets are made of.
 */
@WebServlet("/line-servlet")
public class LineServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject transient Stock stock;
  @Inject transient Catalog catalog;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    catalog.count();
    response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS); // Grizzly leaves it to us
    response.setHeader("Connection", "Upgrade");
    response.setHeader("Upgrade", "line");
    request.upgrade(Line.class).stock = stock;
  }

  /** One caller's line. */
  @SuppressWarnings("NullAway.Init") // The container makes it and calls init first.
  public static class Line implements HttpUpgradeHandler, ReadListener {

    Stock stock;
    private WebConnection connection;
    private ServletInputStream in;

    @Override
    public void init(WebConnection opened) {
      try {
        connection = opened;
        in = opened.getInputStream();
        say("hello");
        in.setReadListener(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (in.isReady() && in.read() >= 0) {
        say("" + stock.onHand("line"));
      }
    }

    private void say(String word) throws IOException {
      ServletOutputStream out = connection.getOutputStream();
      out.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    @Override
    public void onAllDataRead() throws IOException {
      try {
        connection.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    @Override
    public void onError(Throwable gone) {}

    @Override
    public void destroy() {}
  }
}
