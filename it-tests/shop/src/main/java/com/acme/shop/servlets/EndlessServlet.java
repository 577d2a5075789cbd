package com.acme.shop.servlets;

import com.acme.shop.catalog.Stock;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes far more than anybody wants to read. Stands for the download whose customer goes away;
 * with {@code ?wrapped} the failure to write leaves it as the cause of another exception.
 */
@WebServlet("/endless-servlet")
public class EndlessServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int CHUNK = 1 << 16;
  private static final int CHUNKS = 1 << 14;

  @Inject transient Stock stock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    stock.onHand("mug");
    try {
      write(response.getOutputStream());
    } catch (IOException gone) {
      if (request.getParameter("wrapped") != null) {
        throw new ServletException(gone);
      }
      throw gone;
    }
  }

  private static void write(ServletOutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int each = 0; each < CHUNKS; each++) {
      out.write(chunk);
    }
  }
}
