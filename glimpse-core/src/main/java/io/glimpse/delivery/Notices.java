package io.glimpse.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What an operator reads about one destination, in few lines: that its server is away and that it
 * is back, no more often than every minute; each kind of refusal once, since the ledger counts the
 * rest.
 */
final class Notices {
  private static final Logger LOG = System.getLogger("io.glimpse.delivery");
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final String place;
  private final Path folder;
  private final Set<String> kinds = new HashSet<>();
  private boolean saidAway;
  private long saidAwayAt;
  private boolean everSaid;

  Notices(String name, Endpoint endpoint, Spooling spooling) {
    this.place = name + " at " + endpoint.place();
    this.folder = spooling.folder();
  }

  void inherited(long records) {
    say(
        Level.INFO,
        records
            + " records that an earlier process left in "
            + folder
            + " are now sent to "
            + place
            + ".");
  }

  void away(String why, long nanoTime) {
    if (saidAway || (everSaid && nanoTime - saidAwayAt < PAUSE)) {
      return;
    }
    saidAway = true;
    everSaid = true;
    saidAwayAt = nanoTime;
    say(
        Level.WARNING,
        "Glimpse cannot send to "
            + place
            + ": "
            + why
            + ". Records wait in "
            + folder
            + " and are sent when it is back; it is tried again until then.");
  }

  void back() {
    if (saidAway) {
      saidAway = false;
      say(Level.INFO, "Glimpse sends to " + place + " again.");
    }
  }

  void refused(Verdict.Refused refused, int spans) {
    if (kinds.add(refused.kind())) {
      say(
          Level.WARNING,
          spans
              + " spans are lost, since "
              + place
              + " "
              + refused.why()
              + ". That is never tried again. Look at the address and the headers; more of this"
              + " kind is only counted.");
    }
  }

  void taken(Verdict.Taken taken, int spans) {
    if (taken.refused() > 0 && kinds.add("partial")) {
      say(
          Level.WARNING,
          place
              + " refused "
              + taken.refused()
              + " of "
              + spans
              + " spans: "
              + taken.message()
              + ". They are lost; more of this kind is only counted.");
    } else if (taken.refused() == 0 && !taken.message().isEmpty() && kinds.add("remark")) {
      say(Level.WARNING, place + " took the spans, and said: " + taken.message());
    }
  }

  void fault(Throwable thrown) {
    if (kinds.add("fault")) {
      say(Level.ERROR, "Glimpse failed when it sent to " + place + ", and goes on", thrown);
    }
  }

  void left(long records) {
    say(
        Level.INFO,
        records + " records for " + place + " wait in " + folder + " for a next start.");
  }

  private static void say(Level level, String text) {
    try {
      LOG.log(level, text);
    } catch (RuntimeException handlerOfTheApplications) {
      // It has to do with the log, and the thread that calls has records to send.
    }
  }

  private static void say(Level level, String text, Throwable thrown) {
    try {
      LOG.log(level, text, thrown);
    } catch (RuntimeException handlerOfTheApplications) {
      // As above.
    }
  }
}
