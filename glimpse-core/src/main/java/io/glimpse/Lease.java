package io.glimpse;

/**
 * An edge's share in the one Glimpse of its class loader. As long as one is open Glimpse works; the
 * last one that closes lets it write what is left and end its threads.
 *
 * <pre>{@code
 * Lease lease = Glimpse.lease("servlet filter", classLoader);
 * …
 * lease.close(); // at undeploy
 * }</pre>
 *
 * @since 0.1
 */
public interface Lease extends AutoCloseable {
  /** What is leased. */
  Glimpse glimpse();

  /**
   * The end of the JVM gives the share back if nobody has before: for a plain {@code main()}, where
   * no container says when the application ends.
   */
  void closeWithJvm();

  /** Gives the share back. The second time does nothing; never throws. */
  @Override
  void close();
}
