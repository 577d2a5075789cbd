package io.glimpse.demo;

import io.glimpse.it.records.Call;
import io.glimpse.it.records.CallText;
import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.Trace;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Reads the demo's visits back from the record file. The visits were made one after the other and
 * nobody else was there, so the n-th SERVER span by its start is the n-th visit.
 */
final class TraceBook {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final RecordFile file;
  private final long from;

  TraceBook(RecordFile file) {
    this.file = file;
    this.from = file.size();
  }

  /** The traces so far, once there are as many whole ones as wanted or the patience is over. */
  List<Trace> waitFor(int wanted, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Trace> traces = wholeTraces();
    while (traces.size() < wanted && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE.toMillis());
      traces = wholeTraces();
    }
    return traces;
  }

  private List<Trace> wholeTraces() {
    List<JsonObject> records = file.recordsFrom(from);
    return records.stream()
        .filter(line -> line.getString("kind", "").equals("server"))
        .sorted(Comparator.comparing(span -> span.getString("start_time")))
        .map(span -> Trace.of(span.getString("trace_id"), records))
        .filter(Trace::isWhole)
        .toList();
  }

  /** The request, then its functions with their durations. */
  static String print(Trace trace) {
    JsonObject request = trace.server().orElseThrow();
    JsonObject attributes = request.getJsonObject("attributes");
    return "%s   %s   %s ms%n"
            .formatted(
                request.getString("name"),
                attributes.get("http.response.status_code"),
                rounded(request.getJsonNumber("duration_ms").doubleValue()))
        + CallText.indented(trace.calls(), TraceBook::line).indent(2);
  }

  private static String line(Call call) {
    StringBuilder line = new StringBuilder();
    line.append(call.shortName()).append('(').append(call.arguments()).append(')');
    line.append("   ").append(rounded(call.milliseconds())).append(" ms");
    call.exception().ifPresent(exception -> line.append("   ! ").append(exception));
    if (call.remarks().containsKey("glimpse.cut")) {
      line.append("   (")
          .append(call.remarks().get("glimpse.cut"))
          .append(" calls below left out)");
    }
    return line.toString();
  }

  private static String rounded(double milliseconds) {
    return String.format(Locale.ROOT, milliseconds < 10 ? "%.2f" : "%.0f", milliseconds);
  }
}
