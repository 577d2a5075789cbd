package io.glimpse.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Headers to be sent with each request, as {@code key=value} separated by commas, or {@code none}.
 * What stands there is mostly a secret, so no message shows it.
 */
final class HeaderList implements ValueType<Map<String, String>> {
  /** RFC 9110, section 5.6.2, token. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** RFC 9110, section 5.5: visible characters, with blanks and tabs between. */
  private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e\\t ]*");

  /** Those that the client writes itself, and those that Glimpse does. */
  private static final Set<String> NOT_OURS_TO_GIVE =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "upgrade",
          "transfer-encoding",
          "content-type",
          "content-encoding");

  @Override
  public Map<String, String> read(String text) {
    if (text.equalsIgnoreCase("none")) {
      return Map.of();
    }
    Map<String, String> headers = KeyValues.read(text);
    headers.forEach(HeaderList::check);
    return Map.copyOf(headers);
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A header's name is of letters, digits and dashes: write name=value.");
    }
    if (NOT_OURS_TO_GIVE.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header " + name + " is written by Glimpse itself: leave it out.");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The value of the header " + name + " has characters that no header may have.");
    }
  }

  @Override
  public String shown(String text) {
    return "[redacted]";
  }
}
