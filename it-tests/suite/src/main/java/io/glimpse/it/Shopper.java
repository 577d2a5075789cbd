package io.glimpse.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glimpse.it.records.Trace;

/**
 * A customer whose every visit is followed into the record file.
 *
 * <pre>{@code
 * new Shopper(door)
 *     .visits(get("/api/products/mug"))
 *     .answers(200)
 *     .underRoot("GET /api/products/{sku}")
 *     .calls("CatalogResource.find(...) = ...");
 * }</pre>
 */
final class Shopper {

  private final ShopDoor.Customer customer;

  Shopper(ShopDoor door) {
    this.customer = door.newCustomer();
  }

  /** Makes the visit and waits for its whole trace. */
  Told visits(Visit visit) {
    assumeThatTheServerCan(visit);
    Caller caller = Caller.someone();
    ShopRecords records = ShopRecords.fromNow();
    Answer answer = customer.visit(visit, caller);
    Trace trace = records.whole(caller);
    return new Told(visit, caller, answer, trace);
  }

  /** Makes the visit and waits for nothing. */
  Answer passesBy(Visit visit) {
    assumeThatTheServerCan(visit);
    return customer.visit(visit, Caller.someone());
  }

  private static void assumeThatTheServerCan(Visit visit) {
    assumeTrue(
        !visit.needsASession() || ServerUnderTest.current().hasSessionsInResources(),
        "a resource has no session here");
  }
}
