package io.glimpse.trace;

/**
 * How a span ends that nobody else has ended: a request whose answer never came, for example. Give
 * it to {@link Span#atTheLatest}.
 *
 * <pre>{@code
 * span.atTheLatest(new LooseEnd() {
 *   public void enclosingFailed(Throwable thrown) { span.fail(); span.end(); }
 *   public void rootEnded() { span.attribute("shop.unfinished", true).end(); }
 * });
 * }</pre>
 *
 * <p>At most one of the two is called, once, on the thread that ends what is around the span; it
 * should end the span and be quick. What it throws is counted as a fault. The rule is that of the
 * specification, section 9.
 *
 * @since 0.1
 */
public interface LooseEnd {
  /** The span that it was opened in ends by an exception. */
  void enclosingFailed(Throwable thrown);

  /** The local root ends. */
  void rootEnded();
}
