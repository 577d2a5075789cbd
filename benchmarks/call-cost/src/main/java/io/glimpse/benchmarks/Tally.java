package io.glimpse.benchmarks;

/**
 * What became of records.
 *
 * @param received log entries and spans that the writer has decoded, or that a file or a server
 *     took
 * @param lost those that were counted as lost anywhere; 0 for a peer, which does not say
 * @param cut calls that were left out because of depth or budget
 */
public record Tally(long received, long lost, long cut) {
  /** What has come since {@code before}. */
  Tally since(Tally before) {
    return new Tally(received - before.received, lost - before.lost, cut - before.cut);
  }
}
