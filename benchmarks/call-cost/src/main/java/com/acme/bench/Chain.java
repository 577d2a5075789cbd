package com.acme.bench;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Ten beans of ten classes; each calls the next. */
public final class Chain {
  private Chain() {}

  /** The ten classes. */
  public static List<Class<?>> links() {
    return List.of(
        One.class,
        Two.class,
        Three.class,
        Four.class,
        Five.class,
        Six.class,
        Seven.class,
        Eight.class,
        Nine.class,
        Ten.class);
  }

  /** The first link. */
  @ApplicationScoped
  public static class One {
    @Inject private Two next;

    /** For the container. */
    public One() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The second link. */
  @ApplicationScoped
  public static class Two {
    @Inject private Three next;

    /** For the container. */
    public Two() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The third link. */
  @ApplicationScoped
  public static class Three {
    @Inject private Four next;

    /** For the container. */
    public Three() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The fourth link. */
  @ApplicationScoped
  public static class Four {
    @Inject private Five next;

    /** For the container. */
    public Four() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The fifth link. */
  @ApplicationScoped
  public static class Five {
    @Inject private Six next;

    /** For the container. */
    public Five() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The sixth link. */
  @ApplicationScoped
  public static class Six {
    @Inject private Seven next;

    /** For the container. */
    public Six() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The seventh link. */
  @ApplicationScoped
  public static class Seven {
    @Inject private Eight next;

    /** For the container. */
    public Seven() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The eighth link. */
  @ApplicationScoped
  public static class Eight {
    @Inject private Nine next;

    /** For the container. */
    public Eight() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The ninth link. */
  @ApplicationScoped
  public static class Nine {
    @Inject private Ten next;

    /** For the container. */
    public Nine() {}

    /** Calls the next. */
    @WithSpan
    public void call() {
      next.call();
    }
  }

  /** The last link. */
  @ApplicationScoped
  public static class Ten {
    /** For the container. */
    public Ten() {}

    /** Does nothing. */
    @WithSpan
    public void call() {}
  }
}
