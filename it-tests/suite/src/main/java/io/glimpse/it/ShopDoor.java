package io.glimpse.it;

import java.net.URI;

/**
 * The way into the shop that was deployed: HTTP on servers, the beans themselves where there is
 * none.
 */
public interface ShopDoor {

  /** By HTTP, below the context root. */
  static ShopDoor http(URI root) {
    return new HttpDoor(root);
  }

  /** Somebody new, with an empty cart. */
  Customer newCustomer();

  /**
   * The address of the context root, without a slash at its end; for those who have asked whether
   * the server {@link ServerUnderTest#speaksHttp()}.
   */
  default URI root() {
    throw new UnsupportedOperationException("There is no HTTP here.");
  }

  /** One session. */
  interface Customer {

    /** Makes the visit as part of the caller's trace, and waits for the answer. */
    Answer visit(Visit visit, Caller caller);
  }
}
