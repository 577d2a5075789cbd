package io.glimpse.delivery;

import io.glimpse.record.Ledger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BinaryOperator;

/**
 * An application that sends spans, for {@link UnloadingTest}: it is loaded by a class loader of its
 * own, together with Glimpse. It keeps the writer, as one that is undeployed badly would.
 */
public final class SendingTenant implements BinaryOperator<String> {
  private static final Duration LONG = Duration.ofSeconds(20);

  @SuppressWarnings("unused") // it is there to keep things
  private static DeliveringWriter kept =
      DeliveringWriter.to(
          "none",
          new LineFormat(),
          Endpoint.at(Collector.at(1)),
          Bounds.of(1, LONG),
          new Spooling(Path.of("none"), 1, LONG));

  /** Address and folder; "sent" or what went wrong. */
  @Override
  public String apply(String address, String folder) {
    DeliveringWriter writer =
        DeliveringWriter.to(
            "tenant",
            new LineFormat(),
            Endpoint.at(URI.create(address)).withGzip(true),
            Bounds.of(1 << 20, LONG),
            new Spooling(Path.of(folder), 1 << 20, LONG));
    kept = writer;
    try (writer) {
      writer.begin(Ledger.NONE);
      writer.write(Spans.named("one"));
      return writer.flush(LONG) ? "sent" : "not in time";
    } catch (Exception e) {
      return e.toString();
    }
  }
}
