package com.acme.server;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GET that no servlet of its own serves. One object is used for one request after the other, as
 * servers do it, and it makes no garbage but the answer to {@link #getHeaders}.
 */
public final class MemoryRequest extends HttpServletRequestWrapper {
  /** The context root. */
  public static final String CONTEXT = "/shop";

  private static final String PATH = "/api/products/4711";
  private static final String TRACEPARENT = "traceparent";

  private final Map<String, Object> attributes = new HashMap<>();
  private final @Nullable String query;
  private final String[] headers = {
    "host",
    "shop.example.com",
    "user-agent",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "accept",
    "application/json",
    "accept-encoding",
    "gzip, deflate, br",
    "connection",
    "keep-alive",
    TRACEPARENT,
    ""
  };

  /** A request with this query, or without one. */
  public MemoryRequest(@Nullable String query) {
    super(Registration.refusing(HttpServletRequest.class));
    this.query = query;
  }

  /** It becomes the next request, whose caller is this one. */
  public void next(String traceparent) {
    attributes.clear();
    headers[headers.length - 1] = traceparent;
  }

  /** What the conventions for a server's span want to be said about it, answered with 200. */
  public Map<String, Object> described() {
    Map<String, Object> facts = new HashMap<>();
    facts.put("http.request.method", getMethod());
    facts.put("url.scheme", getScheme());
    facts.put("url.path", getRequestURI());
    if (query != null) {
      facts.put("url.query", query);
    }
    facts.put("server.address", getServerName());
    facts.put("server.port", (long) getServerPort());
    facts.put("client.address", getRemoteAddr());
    facts.put("network.peer.address", getRemoteAddr());
    facts.put("network.peer.port", (long) getRemotePort());
    facts.put("network.protocol.version", "1.1");
    facts.put("user_agent.original", headers[3]);
    facts.put("http.response.status_code", 200L);
    return facts;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getScheme() {
    return "https";
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getContextPath() {
    return CONTEXT;
  }

  @Override
  public String getServletPath() {
    return PATH;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public String getRequestURI() {
    return CONTEXT + PATH;
  }

  @Override
  public @Nullable String getQueryString() {
    return query;
  }

  @Override
  public String getServerName() {
    return "shop.example.com";
  }

  @Override
  public int getServerPort() {
    return 443;
  }

  @Override
  public String getRemoteAddr() {
    return "203.0.113.7";
  }

  @Override
  public int getRemotePort() {
    return 50_312;
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return ToDefaultServlet.INSTANCE;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  /** Found as Tomcat does it, line by line. */
  @Override
  public @Nullable String getHeader(String name) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase(name)) {
        return headers[i + 1];
      }
    }
    return null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String line = getHeader(name);
    return line == null ? Collections.emptyEnumeration() : new OneLine(line);
  }

  @SuppressWarnings("JdkObsolete") // the servlet API wants it
  private static final class OneLine implements Enumeration<String> {
    private final String line;
    private boolean given;

    OneLine(String line) {
      this.line = line;
    }

    @Override
    public boolean hasMoreElements() {
      return !given;
    }

    @Override
    public String nextElement() {
      given = true;
      return line;
    }
  }

  private enum ToDefaultServlet implements HttpServletMapping {
    INSTANCE;

    @Override
    public String getMatchValue() {
      return "";
    }

    @Override
    public String getPattern() {
      return "/";
    }

    @Override
    public String getServletName() {
      return "default";
    }

    @Override
    public MappingMatch getMappingMatch() {
      return MappingMatch.DEFAULT;
    }
  }
}
