package com.acme.shop.hostile;

/** Somebody ran code of the application that they had no business to run. */
class TouchedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TouchedException() {
    super("hands off");
  }
}
