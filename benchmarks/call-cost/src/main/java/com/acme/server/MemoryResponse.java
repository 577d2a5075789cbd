package com.acme.server;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** A response that is its status and goes nowhere. */
public final class MemoryResponse extends HttpServletResponseWrapper {
  private int status = SC_OK;

  /** One that says 200. */
  public MemoryResponse() {
    super(Registration.refusing(HttpServletResponse.class));
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int status) {
    this.status = status;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }
}
