package io.glimpse;

import io.glimpse.pipeline.Pipeline;
import io.glimpse.trace.Tracer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a Glimpse has done so far, in numbers. */
record SelfReport(Pipeline.Counts counts, long cut, long notKept, long faults, long queueBytes) {
  static SelfReport of(Glimpse glimpse) {
    Tracer tracer = glimpse.tracer();
    return new SelfReport(
        glimpse.counts(),
        tracer.cutCalls(),
        tracer.tracesNotKept(),
        tracer.faults(),
        glimpse.config().queueBytes());
  }

  /** By place and reason; only what there is. */
  Map<String, Long> lost() {
    Map<String, Long> lost = new TreeMap<>();
    counts
        .lost()
        .forEach(
            (place, reasons) ->
                reasons.forEach(
                    (reason, count) ->
                        lost.put(place + ": " + reason.name().toLowerCase(Locale.ROOT), count)));
    return lost;
  }

  /** One line for the log. */
  String line() {
    return "Glimpse is closed. Records: "
        + counts.recorded()
        + " made, "
        + written()
        + ", "
        + counts.lostInAll()
        + " lost"
        + (lost().isEmpty() ? "" : " " + lost())
        + some(counts.retried(), "requests retried")
        + some(counts.spooled(), "records kept on disk for a while")
        + ". Calls cut: "
        + cut
        + ". Traces not kept: "
        + notKept
        + ". Faults: "
        + faults
        + ". The queue held at most "
        + counts.highestQueueBytes()
        + " of "
        + queueBytes
        + " bytes.";
  }

  /** Nothing where there were none, as mostly. */
  private static String some(Map<String, Long> counts, String what) {
    return counts.isEmpty() ? "" : ", " + what + " " + new TreeMap<>(counts);
  }

  private String written() {
    return counts.written().entrySet().stream()
        .map(each -> each.getValue() + " written to " + each.getKey())
        .collect(Collectors.joining(", "));
  }
}
