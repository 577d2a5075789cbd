package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Arguments and exceptions whose methods throw or never end: the caller sees what it would have
 * seen without Glimpse, and the records show what could be shown without asking them (26 in the
 * shop's README). One entry of the result is redacted, because a key is a secret by its name, and
 * the value in the hostile map, because its key is no text and so names nothing.
 */
@ArquillianTest
class HostileIT {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @Test
  void parade_ofHostileGuests_isSeenByTheCallerAsWithoutGlimpse() {
    assertThat(new Shopper(door).passesBy(get("/api/hostile")).json())
        .hasSize(17)
        .allSatisfy(
            (guest, seen) ->
                assertThat(((JsonString) seen).getString()).as(guest).isEqualTo("same"));
  }

  @Test
  void parade_ofHostileGuests_isRecordedWithoutAskingThem() {
    new Shopper(door)
        .visits(get("/api/hostile"))
        .answers(200)
        .underRoot("GET /api/hostile")
        .calls(
            """
            HostileResource.parade() = {\
            "iterableThatThrows":"same",\
            "iterableWithoutEnd":"same",\
            "collectionWithoutSize":"same",\
            "collectionInItself":"same",\
            "mapWithHostileKey":"[redacted]",\
            "entryThatThrows":"same",\
            "textThatThrows":"same",\
            "numberThatThrows":"same",\
            "recordThatThrows":"same",\
            "objectThatThrows":"same",\
            "exceptionAsArgument":"same",\
            "messageThatThrows":"same",\
            "messageThatNeverEnds":"same",\
            "causeAndStackThatThrow":"same",\
            "causeInCircle":"same",\
            "checkedException":"same",\
            "error":"same"}
              Reception.takeIterable(guest="Things$$Lambda@«»") = "Things$$Lambda@«»"
              Reception.takeIterable(guest="Things$$Lambda@«»") = "Things$$Lambda@«»"
              Reception.takeCollection(guest="Things$2@«c»") = "Things$2@«c»"
              Reception.takeCollection(guest=[[[["..."]]]]) = [[[["..."]]]]
              Reception.takeMap(guest={"Bomb@«d»":"[unnamed]"}) = {"Bomb@«d»":"[unnamed]"}
              Reception.takeEntry(guest="Things$3@«e»") = "Things$3@«e»"
              Reception.takeText(guest="Things$4@«f»") = "Things$4@«f»"
              Reception.takeNumber(guest="Things$5@«g»") = "Things$5@«g»"
              Reception.takeParcel(guest={"label":"fragile"}) = {"label":"fragile"}
              Reception.takeObject(guest="Bomb@«h»") = "Bomb@«h»"
              Reception.takeObject(guest="Failures$1@«i»") = "Failures$1@«i»"
              Reception.failWith(failure="Failures$1@«»")   \
            ! com.acme.shop.hostile.Failures$1: [message not read]
              Reception.failWith(failure="Failures$2@«»")   \
            ! com.acme.shop.hostile.Failures$2: [message not read]
              Reception.failWith(failure="Failures$3@«»")   \
            ! com.acme.shop.hostile.Failures$3: readable
              Reception.failWith(failure="IllegalStateException@«»")   \
            ! java.lang.IllegalStateException: one
              Reception.refuseWith(failure="IOException@«»")   ! java.io.IOException: disk full
              Reception.breakWith(failure="StackOverflowError@«»")   ! java.lang.StackOverflowError
            """);
  }
}
