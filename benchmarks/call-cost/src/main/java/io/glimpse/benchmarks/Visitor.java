package io.glimpse.benchmarks;

import com.acme.server.MemoryRequest;
import com.acme.server.MemoryResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A thread that makes requests, each below another caller's span, and counts them. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // come() fills it
public class Visitor {
  private static final int CALLERS = 1024; // a power of two
  private static final FilterChain NOTHING = (request, response) -> {};

  private final Meter meter = new Meter();
  private final String[] callers = new String[CALLERS];
  private final MemoryResponse response = new MemoryResponse();
  private MemoryRequest request;
  private long requests;

  /** Knows its callers. */
  @Setup(Level.Trial)
  public void come(Gate gate) {
    Random random = new Random(CALLERS);
    for (int i = 0; i < CALLERS; i++) {
      callers[i] = Headers.traceparent(random);
    }
    request = gate.newRequest();
  }

  MemoryRequest request() {
    return request;
  }

  String nextCaller() {
    return callers[(int) requests++ & (CALLERS - 1)];
  }

  /** An iteration begins. */
  @Setup(Level.Iteration)
  public void begin(Gate gate) {
    gate.ledger.callerBegins();
    requests = 0;
    meter.start();
  }

  int enter(Filter filter) throws ServletException, IOException {
    return enter(filter, nextCaller(), NOTHING);
  }

  int enter(Filter filter, String caller, FilterChain chain) throws ServletException, IOException {
    request.next(caller);
    filter.doFilter(request, response, chain);
    return response.getStatus();
  }

  /** An iteration ends. */
  @TearDown(Level.Iteration)
  public void end(Gate gate) {
    meter.stop();
    gate.ledger.callerEnds(requests, 0, meter);
  }
}
