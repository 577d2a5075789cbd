package io.glimpse.benchmarks;

import com.acme.server.MemoryRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * The filter that requests go through: one for each JVM.
 *
 * <p>Before it is measured it has to prove what it does: the span of a first request continues its
 * caller's trace, and says the same about it in every variant.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters, open() the rest
public class Gate {
  /** Who filters: the name of a {@link Variant}. */
  @Param("EMPTY")
  public Variant variant;

  /** The query of the requests; empty for none. */
  @Param("")
  public String query;

  /** Glimpse's {@code glimpse.log-context}. */
  @Param("false")
  public boolean logContext;

  Filter filter;
  Ledger ledger;

  /** Puts the filter there. */
  @Setup(Level.Trial)
  public void open() throws ReflectiveOperationException {
    System.setProperty("glimpse.log-context", Boolean.toString(logContext));
    FilterContender contender = variant.newFilterContender();
    ledger = new Ledger(contender::tally);
    filter = contender.filter();
    prove(contender);
  }

  private void prove(FilterContender contender) {
    Visitor visitor = new Visitor();
    visitor.come(this);
    String caller = visitor.nextCaller();
    Optional<FilterContender.Seen> seen = contender.seen(chain -> send(visitor, caller, chain));
    FilterContender.Seen right =
        new FilterContender.Seen(
            caller.substring(3, 35),
            caller.substring(36, 52),
            "SERVER",
            visitor.request().described());
    if (variant != Variant.EMPTY && !seen.equals(Optional.of(right))) {
      throw new IllegalStateException("a request's span is " + seen + " instead of " + right);
    }
  }

  private void send(Visitor visitor, String caller, FilterChain chain) {
    try {
      int unused = visitor.enter(filter, caller, chain);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request as this gate's visitors make it. */
  MemoryRequest newRequest() {
    return new MemoryRequest(query.isEmpty() ? null : query);
  }

  /** What comes from the first measured iteration on counts. */
  @Setup(Level.Iteration)
  public void next(IterationParams iteration) {
    ledger.iteration(iteration.getType());
  }

  /** Leaves the evidence. */
  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    ledger.save();
  }
}
