package io.glimpse.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address that requests are sent to. A name and a password may stand in it, so no message shows
 * what comes before an at sign.
 */
final class HttpAddress implements ValueType<URI> {
  @Override
  public URI read(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(remedy(), e);
    }
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    if (!(http || https) || uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
      throw new IllegalArgumentException(remedy());
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("Leave out what stands behind the #.");
    }
    return uri;
  }

  private static String remedy() {
    return "Write an address such as http://localhost:4318/v1/traces.";
  }

  @Override
  public String shown(String text) {
    return text.replaceAll("//[^/]*@", "//[redacted]@");
  }
}
