package com.acme.shop.hostile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Exceptions that bite: to throw them is harmless, to read them is not. */
final class Failures {

  private Failures() {}

  static RuntimeException whoseMessageThrows() {
    return new IllegalStateException() {
      @Override
      public String getMessage() {
        throw new TouchedException();
      }

      @Override
      public String toString() {
        throw new TouchedException();
      }
    };
  }

  /** The message takes ten minutes: for a request that is without end, for a broken test not. */
  static RuntimeException whoseMessageNeverEnds() {
    return new IllegalStateException() {
      @Override
      public String getMessage() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (System.nanoTime() < deadline) {
          LockSupport.parkNanos(deadline - System.nanoTime());
        }
        return "at last";
      }
    };
  }

  static RuntimeException whoseCauseAndStackThrow() {
    return new IllegalStateException("readable") {
      @Override
      public synchronized @Nullable Throwable getCause() {
        throw new TouchedException();
      }

      @Override
      public StackTraceElement[] getStackTrace() {
        throw new TouchedException();
      }
    };
  }

  static RuntimeException inCircle() {
    RuntimeException one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("two", one));
    return one;
  }
}
