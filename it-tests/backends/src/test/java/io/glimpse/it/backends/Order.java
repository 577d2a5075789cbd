package io.glimpse.it.backends;

import io.glimpse.Glimpse;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.http.ClientSpan;
import io.glimpse.http.RequestFacts;
import io.glimpse.http.RequestSpan;
import io.glimpse.record.FunctionName;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Span;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes a trace that has one of everything: a request that continues a caller's trace, a function
 * with arguments and result, a request to another service, a span by hand with attributes of all
 * types and an event, and a function that fails.
 *
 * <pre>{@code
 * POST /shop/orders (server)
 *   Checkout.place(method="CARD") = 1780
 *     POST (client)
 *   packing
 *   Till.pay(cents=1780)   ! IllegalStateException: "the till" is «closed»
 * }</pre>
 */
final class Order {
  private final Tracer tracer;
  private final TracedFunction place;
  private final TracedFunction pay;

  Order(Glimpse glimpse) {
    this.tracer = glimpse.tracer();
    this.place = function("com.acme.shop.Checkout", "place", "method");
    this.pay = function("com.acme.shop.Till", "pay", "cents");
  }

  private TracedFunction function(String type, String method, String parameter) {
    return tracer.function(
        FunctionName.of(type, method, null), List.of(parameter), Set.of(), Object.class);
  }

  /** Makes one, and says by which id it is to be found. */
  String send() {
    TraceId trace = new TraceId(random(), random());
    SpanContext caller =
        new SpanContext(trace, new SpanId(random()), new TraceFlags(3), TraceState.NONE, true);
    RequestFacts facts =
        new RequestFacts(
            "POST",
            "http",
            "/shop/orders",
            "coupon=SPRING&token=t0ps3cret",
            "shop.example",
            8080,
            "203.0.113.9",
            "203.0.113.9",
            50_123,
            "1.1",
            "curl/8");
    RequestSpan request = RequestSpan.open(tracer, facts, Optional.of(caller));
    request.route("/shop/orders");
    try (Scope scope = request.activate()) {
      OpenCall placing = open(place, "CARD");
      ClientSpan.open(tracer, "POST", URI.create("http://198.51.100.7:8443/cards")).answered(201);
      Object unused = placing.returned(1780);
      pack();
      open(pay, 1780).failed(new IllegalStateException("\"the till\" is «closed»"));
    }
    request.end(502);
    return trace.hex();
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  private OpenCall open(TracedFunction function, Object argument) {
    return Objects.requireNonNull(tracer.open(function, new Object[] {argument}));
  }

  private void pack() {
    try (Span packing = tracer.span("packing")) {
      packing.attribute("parcel.label", "für Ada");
      packing.attribute("parcel.count", 9_007_199_254_740_993L);
      packing.attribute("parcel.weight", 0.25);
      packing.attribute("parcel.gift", true);
      packing.event("taped", Map.of("tape.metres", 2L));
    }
  }
}
