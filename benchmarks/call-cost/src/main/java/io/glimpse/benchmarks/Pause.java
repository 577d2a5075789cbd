package io.glimpse.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ten quiet milliseconds before each burst, which JMH does not count. */
@State(Scope.Thread)
public class Pause {
  /** Waits. */
  @Setup(Level.Invocation)
  public void rest() throws InterruptedException {
    Thread.sleep(10);
  }
}
