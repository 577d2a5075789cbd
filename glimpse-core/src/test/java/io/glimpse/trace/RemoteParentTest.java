package io.glimpse.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.glimpse.Glimpse;
import io.glimpse.config.Config;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.record.LinkCursor;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A record knows whether its parent, and what its links lead to, is a span of another process. */
final class RemoteParentTest {
  private final Map<String, Boolean> remote = new ConcurrentHashMap<>();
  private final Map<String, Boolean> linked = new ConcurrentHashMap<>();

  private Glimpse open(TracingPolicy policy) {
    return Glimpse.builder()
        .config(Config.builder().readEnvironment(false))
        .policy(policy)
        .writer(this::note)
        .open();
  }

  /** STARTs too: what a call's beginning says is what its end says. */
  private void note(RecordBatch batch) {
    for (RecordCursor record = batch.cursor(); record.next(); ) {
      int function = record.function();
      String name =
          function < 0
              ? record.text(Section.NAME)
              : batch.source().functions().get(function).shortName();
      Boolean before = remote.put(name, record.hasRemoteParent());
      assertThat(before == null || before == record.hasRemoteParent()).as(name).isTrue();
      for (LinkCursor link = record.links(); link.next(); ) {
        linked.put(name, link.remote());
        assertThat(link.flags()).isEqualTo(1);
      }
    }
  }

  private static SpanContext context(boolean remote) {
    return new SpanContext(
        new TraceId(1, 2), new SpanId(3), new TraceFlags(1), TraceState.NONE, remote);
  }

  private static void call(Tracer tracer, String method) {
    TracedFunction function =
        tracer.function(FunctionName.of("Cart", method, null), List.of(), Set.of(), void.class);
    Object unused = requireNonNull(tracer.open(function, new Object[0])).returned(null);
  }

  @Test
  void parent_remoteOrNot_isSaidByEveryKindOfSpan() {
    try (Glimpse glimpse = open(TracingPolicy.none())) {
      Tracer tracer = glimpse.tracer();
      Span request = tracer.start("request", SpanKind.SERVER, Optional.of(context(true)));
      try (Scope scope = request.activate()) {
        call(tracer, "below");
      }
      request.end();
      tracer.span("of here", context(false)).close();
      tracer.span("root").close();
      try (Scope scope = tracer.set(context(true))) {
        call(tracer, "remote");
        tracer.span("by hand").close();
      }
      try (Scope scope = tracer.set(context(false))) {
        call(tracer, "foreign");
      }
    }

    assertThat(remote)
        .containsOnly(
            entry("request", true),
            entry("Cart.below", false),
            entry("of here", false),
            entry("root", false),
            entry("Cart.remote", true),
            entry("by hand", true),
            entry("Cart.foreign", false));
  }

  @Test
  void parent_thatLeavesNoRecord_handsItsOwnRemoteParentOn() {
    TracingPolicy policy = TracingPolicy.builder().minDurationMillis(60_000).build();
    try (Glimpse glimpse = open(policy)) {
      Tracer tracer = glimpse.tracer();
      TracedFunction outer =
          tracer.function(FunctionName.of("Cart", "outer", null), List.of(), Set.of(), void.class);
      try (Scope scope = tracer.set(context(true))) {
        OpenCall call = requireNonNull(tracer.open(outer, new Object[0]));
        Span late = tracer.start("late", SpanKind.INTERNAL, Optional.empty());
        Object unused = call.returned(null);
        late.end();
      }
    }

    assertThat(remote).containsOnly(entry("late", true));
  }

  @Test
  void link_toACallerThatIsNotBelieved_isRemote() {
    try (Glimpse glimpse = open(TracingPolicy.builder().trustIncoming(false).build())) {
      glimpse.tracer().start("request", SpanKind.SERVER, Optional.of(context(true))).end();
    }

    assertThat(remote).containsOnly(entry("request", false));
    assertThat(linked).containsOnly(entry("request", true));
  }
}
