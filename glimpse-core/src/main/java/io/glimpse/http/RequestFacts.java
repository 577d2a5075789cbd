package io.glimpse.http;

import org.jspecify.annotations.Nullable;

/**
 * What an edge can say about a request before it is handled. Everything but the method, the scheme
 * and the path may be unknown, which is null, or 0 for a port.
 *
 * @param method the request's method as it was sent
 * @param scheme {@code http} or {@code https}
 * @param path the path as it was sent
 * @param query the query without the question mark
 * @param serverAddress the host that the client asked for
 * @param serverPort its port
 * @param clientAddress where the request comes from, behind proxies that were believed
 * @param peerAddress the other end of the connection
 * @param peerPort its port
 * @param protocolVersion {@code 1.1}, {@code 2}
 * @param userAgent the header of that name
 * @since 0.1
 */
public record RequestFacts(
    String method,
    String scheme,
    String path,
    @Nullable String query,
    @Nullable String serverAddress,
    int serverPort,
    @Nullable String clientAddress,
    @Nullable String peerAddress,
    int peerPort,
    @Nullable String protocolVersion,
    @Nullable String userAgent) {}
