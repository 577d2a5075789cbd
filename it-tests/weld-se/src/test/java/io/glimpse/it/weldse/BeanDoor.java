package io.glimpse.it.weldse;

import io.glimpse.Glimpse;
import io.glimpse.it.Answer;
import io.glimpse.it.Caller;
import io.glimpse.it.ShopDoor;
import io.glimpse.it.Visit;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Tracer;
import jakarta.enterprise.context.control.RequestContextController;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.weld.context.bound.BoundLiteral;
import org.jboss.weld.context.bound.BoundSessionContext;
import org.jboss.weld.environment.se.WeldContainer;

/** Opens the scopes that a server would open for a request, and calls the resource's bean. */
final class BeanDoor implements ShopDoor {

  private final WeldContainer container;

  BeanDoor(WeldContainer container) {
    this.container = container;
  }

  @Override
  public Customer newCustomer() {
    Map<String, Object> session = new HashMap<>();
    return (visit, caller) -> visit(visit, caller, session);
  }

  private Answer visit(Visit visit, Caller caller, Map<String, Object> session) {
    BoundSessionContext sessions =
        container.select(BoundSessionContext.class, BoundLiteral.INSTANCE).get();
    RequestContextController requests = container.select(RequestContextController.class).get();
    sessions.associate(session);
    sessions.activate();
    requests.activate();
    try (Scope unused = traceOf(caller)) {
      return new Counter(container).serve(visit);
    } finally {
      requests.deactivate();
      sessions.deactivate();
      sessions.dissociate(session);
    }
  }

  /** What the servlet filter does with the caller's header, done by hand. */
  private static Scope traceOf(Caller caller) {
    Tracer tracer = Glimpse.current().tracer();
    return tracer
        .extract(Map.of("traceparent", caller.traceparent()), BeanDoor::header)
        .map(tracer::set)
        .orElseThrow();
  }

  private static List<String> header(Map<String, String> headers, String name) {
    return Optional.ofNullable(headers.get(name)).stream().toList();
  }
}
