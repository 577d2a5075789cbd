package io.glimpse.trace;

import io.glimpse.context.Clock;
import io.glimpse.context.IdSource;
import io.glimpse.record.RecordSink;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a tracer keeps when its settings change: the road, what each thread remembers, what is held,
 * and what is counted.
 *
 * @param startsMayWait whether the road asks for STARTs that have not been put
 */
record Lasting(
    Clock clock,
    IdSource ids,
    RecordSink sink,
    ThreadSlot threads,
    boolean startsMayWait,
    HeldTraces held,
    StillOpen stillOpen,
    Faults faults,
    LongAdder skippedForCallers,
    LongAdder cut) {
  Lasting(Clock clock, IdSource ids, RecordSink sink, ThreadSlot threads) {
    this(
        clock,
        ids,
        sink,
        threads,
        sink.asks(new WaitingCalls(threads)),
        new HeldTraces(sink),
        new StillOpen(),
        new Faults(),
        new LongAdder(),
        new LongAdder());
  }
}
