package com.ibm.ws.webcontainer.webapp;

import jakarta.servlet.ServletException;

/** Has the name of the one of Open Liberty, by which it is known. */
public final class WebAppErrorReport extends ServletException {

  private static final long serialVersionUID = 1L;

  /** As Liberty wraps what a servlet has thrown. */
  public WebAppErrorReport(Throwable thrown) {
    super(thrown);
  }
}
