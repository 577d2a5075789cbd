package io.glimpse;

import io.glimpse.config.Config;
import io.glimpse.record.RecordWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the edges that use the one Glimpse of this class loader. Which edge comes first differs
 * from server to server, and so does which one goes last.
 */
final class Leases {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private static final Object LOCK = new Object();
  private static int open;
  private static @Nullable Glimpse shared;

  /** What everyone sees; null until the first share is taken. */
  private static volatile @Nullable Glimpse current;

  /** What is seen before that: made for who asks, since at most starts nobody does. */
  private static final class Before {
    static final Glimpse GLIMPSE = Startup.disabled();
  }

  private Leases() {}

  static Glimpse current() {
    Glimpse known = current;
    return known == null ? Before.GLIMPSE : known;
  }

  static Lease take(String edge, ClassLoader application) {
    return take(edge, application, Startup::writers);
  }

  /** For a measurement that brings its own writers and comes before the edges. */
  static Lease take(
      String edge, ClassLoader application, Function<Config, List<RecordWriter>> writers) {
    synchronized (LOCK) {
      Glimpse glimpse = shared;
      if (glimpse == null) {
        glimpse =
            new Startup(Config.builder().application(application), application, false)
                .open(null, writers);
        shared = glimpse;
        current = glimpse;
        sayWhatIsOn(glimpse);
      }
      open++;
      LOG.log(Level.DEBUG, "{0} leases Glimpse", edge);
      return new Share(edge, glimpse);
    }
  }

  /**
   * For an edge that knows that this application is to be without. Whoever has taken a share before
   * loses what comes from now on, and nobody opens it again before the last share is given back.
   */
  static Lease takeSwitchedOff(String edge) {
    synchronized (LOCK) {
      Glimpse glimpse = shared;
      if (glimpse == null) {
        glimpse = Startup.disabled();
        shared = glimpse;
        current = glimpse;
      } else {
        glimpse.switchOff();
      }
      open++;
      LOG.log(Level.DEBUG, "{0} has switched Glimpse off", edge);
      return new Share(edge, glimpse);
    }
  }

  private static void sayWhatIsOn(Glimpse glimpse) {
    if (glimpse.isEnabled()) {
      LOG.log(
          Level.INFO,
          "Glimpse is on: policy {0}, destinations {1}, level {2}.",
          glimpse.policy().origin(),
          glimpse.config().destinations(),
          glimpse.config().level());
    }
  }

  private static void giveBack(String edge) {
    synchronized (LOCK) {
      open--;
      LOG.log(Level.DEBUG, "{0} is done with Glimpse", edge);
      Glimpse last = shared;
      if (open == 0 && last != null) {
        shared = null;
        // current stays: what is recorded from now on is refused and counted there.
        last.close();
      }
    }
  }

  private static final class Share implements Lease {
    private final String edge;
    private final Glimpse glimpse;
    private final LastWord lastWord = new LastWord(this::giveBackOnce);
    private final AtomicBoolean closed = new AtomicBoolean();

    Share(String edge, Glimpse glimpse) {
      this.edge = edge;
      this.glimpse = glimpse;
    }

    @Override
    public Glimpse glimpse() {
      return glimpse;
    }

    @Override
    public void closeWithJvm() {
      lastWord.await();
    }

    @Override
    public void close() {
      giveBackOnce();
      lastWord.forget();
    }

    private void giveBackOnce() {
      if (closed.compareAndSet(false, true)) {
        giveBack(edge);
      }
    }
  }
}
