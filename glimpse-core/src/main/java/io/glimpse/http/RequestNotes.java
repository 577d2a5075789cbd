package io.glimpse.http;

import io.glimpse.record.AttributeKey;
import io.glimpse.trace.SpanFacts;
import io.glimpse.trace.Tracer;

/** What a request's span says about it from the beginning, in the words of the conventions. */
record RequestNotes(Tracer tracer, RequestMethod method, RequestFacts facts) implements SpanFacts {
  private static final AttributeKey METHOD = AttributeKey.of("http.request.method");
  private static final AttributeKey ORIGINAL = AttributeKey.of("http.request.method_original");
  private static final AttributeKey SCHEME = AttributeKey.of("url.scheme");
  private static final AttributeKey PATH = AttributeKey.of("url.path");
  private static final AttributeKey QUERY = AttributeKey.of("url.query");
  private static final AttributeKey SERVER = AttributeKey.of("server.address");
  private static final AttributeKey SERVER_PORT = AttributeKey.of("server.port");
  private static final AttributeKey CLIENT = AttributeKey.of("client.address");
  private static final AttributeKey PEER = AttributeKey.of("network.peer.address");
  private static final AttributeKey PEER_PORT = AttributeKey.of("network.peer.port");
  private static final AttributeKey VERSION = AttributeKey.of("network.protocol.version");
  private static final AttributeKey USER_AGENT = AttributeKey.of("user_agent.original");

  @Override
  public void tell(Listener listener) {
    listener.fact(METHOD, method.isKnown() ? method.sent() : RequestMethod.OTHER);
    listener.fact(ORIGINAL, method.isKnown() ? null : method.sent());
    listener.fact(SCHEME, facts.scheme());
    listener.fact(PATH, QueryText.redactedPath(facts.path(), tracer::hides));
    String query = facts.query();
    if (query != null) {
      listener.fact(QUERY, QueryText.redacted(query, tracer::hides));
    }
    listener.fact(SERVER, facts.serverAddress());
    port(listener, SERVER_PORT, facts.serverPort());
    listener.fact(CLIENT, facts.clientAddress());
    listener.fact(PEER, facts.peerAddress());
    port(listener, PEER_PORT, facts.peerPort());
    listener.fact(VERSION, facts.protocolVersion());
    listener.fact(USER_AGENT, facts.userAgent());
  }

  private static void port(Listener listener, AttributeKey key, int port) {
    if (port > 0) {
      listener.fact(key, port);
    }
  }
}
