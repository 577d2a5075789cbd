package com.acme.shop.hostile;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends every hostile guest to the reception and tells what came back. Stands for the caller, who
 * must see the same object, the same exception and the same error as without tracing.
 */
@Path("hostile")
@RequestScoped
public class HostileResource {

  @Inject Reception reception;

  /** "same" for each guest, unless something else came back: then the class of that. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, String> parade() {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("iterableThatThrows", returned(Things.iterableThatThrows(), reception::takeIterable));
    seen.put("iterableWithoutEnd", returned(Things.iterableWithoutEnd(), reception::takeIterable));
    seen.put(
        "collectionWithoutSize",
        returned(Things.collectionWithoutSize(), reception::takeCollection));
    seen.put(
        "collectionInItself", returned(Things.collectionInItself(), reception::takeCollection));
    seen.put("mapWithHostileKey", returned(Things.mapWithHostileKey(), reception::takeMap));
    seen.put("entryThatThrows", returned(Things.entryThatThrows(), reception::takeEntry));
    seen.put("textThatThrows", returned(Things.textThatThrows(), reception::takeText));
    seen.put("numberThatThrows", returned(Things.numberThatThrows(), reception::takeNumber));
    seen.put("recordThatThrows", returned(new Parcel("fragile"), reception::takeParcel));
    seen.put("objectThatThrows", returned(new Bomb().armed(), reception::takeObject));
    seen.put("exceptionAsArgument", returned(Failures.whoseMessageThrows(), reception::takeObject));
    seen.put("messageThatThrows", thrown(Failures.whoseMessageThrows(), reception::failWith));
    seen.put("messageThatNeverEnds", thrown(Failures.whoseMessageNeverEnds(), reception::failWith));
    seen.put(
        "causeAndStackThatThrow", thrown(Failures.whoseCauseAndStackThrow(), reception::failWith));
    seen.put("causeInCircle", thrown(Failures.inCircle(), reception::failWith));
    seen.put("checkedException", thrown(new IOException("disk full"), reception::refuseWith));
    seen.put("error", thrown(new StackOverflowError(), reception::breakWith));
    return seen;
  }

  private static <T> String returned(T guest, Call<T> call) {
    try {
      return sameOr(guest, call.apply(guest));
    } catch (Throwable unexpected) {
      return unexpected.getClass().getName();
    }
  }

  private static <T extends Throwable> String thrown(T failure, Throwing<T> call) {
    try {
      call.apply(failure);
      return "nothing";
    } catch (Throwable seen) {
      return sameOr(failure, seen);
    }
  }

  private static String sameOr(Object expected, Object seen) {
    return expected == seen ? "same" : seen.getClass().getName();
  }

  /** A call that hands its argument back. */
  private interface Call<T> {
    Object apply(T guest) throws Exception;
  }

  /** A call that throws its argument. */
  private interface Throwing<T> {
    void apply(T failure) throws Throwable;
  }
}
