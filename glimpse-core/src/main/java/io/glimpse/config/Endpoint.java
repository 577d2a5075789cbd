package io.glimpse.config;

import java.net.URI;
import java.net.URISyntaxException;

/** The address that requests are sent to. */
final class Endpoint implements ValueType<URI> {
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
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "An address with a name and a password in it ends in logs: write them as a header.");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("Leave out what stands behind the #.");
    }
    return uri;
  }

  private static String remedy() {
    return "Write an address such as http://localhost:4318/v1/traces.";
  }

  /** Without what stands before an at sign. */
  @Override
  public String shown(String text) {
    return text.replaceAll("//[^/]*@", "//[redacted]@");
  }
}
