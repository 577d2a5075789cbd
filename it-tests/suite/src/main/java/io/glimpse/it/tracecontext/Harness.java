package io.glimpse.it.tracecontext;

import io.glimpse.it.ServerUnderTest;
import io.glimpse.it.ShopDoor;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Sends rows of the tables to the shop, and tells what the shop sent on. */
final class Harness implements AutoCloseable {

  /** The system property without which the shop's conformance endpoints are not there. */
  static final String SWITCH = "shop.conformance";

  private final Callee callee;

  private Harness(Callee callee) {
    this.callee = callee;
  }

  /** Whether there are headers to send; where not, the tests are skipped and say so. */
  static boolean hasHttp() {
    return ServerUnderTest.current().speaksHttp();
  }

  static Harness open() throws IOException {
    return new Harness(Callee.listening());
  }

  /** What goes out when the row comes in. */
  List<Outgoing> send(ShopDoor shop, Endpoint endpoint, HeaderCase row) throws IOException {
    URI place = callee.newPlace();
    int status = post(shop, endpoint, row.headers(), errands(place, row.calls()));
    if (status != 200) {
      throw new IOException(endpoint + " answered " + status);
    }
    return callee.receivedAt(place);
  }

  /** Sends a body of its own to an endpoint. */
  static int post(ShopDoor shop, Endpoint endpoint, List<String> headers, String json)
      throws IOException {
    return RawPost.send(URI.create(shop.root() + endpoint.path()), headers, json);
  }

  /** A place that nobody has called yet. */
  URI newPlace() {
    return callee.newPlace();
  }

  List<Outgoing> receivedAt(URI place) {
    return callee.receivedAt(place);
  }

  static String errands(URI place, int calls) {
    JsonArrayBuilder errands = Json.createArrayBuilder();
    for (int call = 0; call < calls; call++) {
      errands.add(
          Json.createObjectBuilder()
              .add("url", place.toString())
              .add("arguments", Json.createArrayBuilder()));
    }
    return errands.build().toString();
  }

  @Override
  public void close() {
    callee.close();
  }
}
