package io.glimpse.it.tracecontext;

/** The ways into the shop that call other services. */
enum Endpoint {
  SERVLET("/conformance/servlet", "servlet"),
  ASYNC_SERVLET("/conformance/async-servlet", "asynchronous servlet"),
  RESOURCE("/api/conformance/plain", "resource"),
  TEMPLATE("/api/conformance/templates/some", "resource with a template"),
  ASYNC_RESOURCE("/api/conformance/async", "asynchronous resource");

  private final String path;
  private final String name;

  Endpoint(String path, String name) {
    this.path = path;
    this.name = name;
  }

  /** Below the context root. */
  String path() {
    return path;
  }

  @Override
  public String toString() {
    return name;
  }
}
