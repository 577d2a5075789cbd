package com.acme.shop.servlets;

import jakarta.servlet.AsyncContext;

/**
 * Work for {@link AsyncContext#start} that calls beans. What such a thread knows of the application
 * is the server's affair (Servlet 6.0, section 2.3.3.3): on GlassFish 7 it has the class loader of
 * whichever application it was made for, which may be gone by now, and CDI goes by that.
 *
 * @param work done with the shop's class loader
 */
public record InTheShop(Runnable work) implements Runnable {

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(InTheShop.class.getClassLoader());
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
