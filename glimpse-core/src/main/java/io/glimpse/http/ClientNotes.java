package io.glimpse.http;

import io.glimpse.record.AttributeKey;
import io.glimpse.trace.SpanFacts;
import io.glimpse.trace.Tracer;
import java.net.URI;

/** What the span of a request to another service says from the beginning. */
record ClientNotes(Tracer tracer, RequestMethod method, URI uri) implements SpanFacts {
  private static final AttributeKey METHOD = AttributeKey.of("http.request.method");
  private static final AttributeKey ORIGINAL = AttributeKey.of("http.request.method_original");
  private static final AttributeKey SERVER = AttributeKey.of("server.address");
  private static final AttributeKey PORT = AttributeKey.of("server.port");
  private static final AttributeKey URL = AttributeKey.of("url.full");

  @Override
  public void tell(Listener listener) {
    listener.fact(METHOD, method.isKnown() ? method.sent() : RequestMethod.OTHER);
    listener.fact(ORIGINAL, method.isKnown() ? null : method.sent());
    listener.fact(SERVER, UrlText.host(uri));
    int port = UrlText.port(uri);
    if (port > 0) {
      listener.fact(PORT, port);
    }
    listener.fact(URL, UrlText.redacted(uri, tracer::hides));
  }
}
