package io.glimpse.render;

/**
 * A name as it was before it went into a URL. Only ASCII is decoded, which all that names a secret
 * is made of; everything else, also what is no encoding, stays as it stands.
 */
final class PercentText {
  private static final int HIGHEST = 0x7F;

  private PercentText() {}

  static String decoded(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      int code = name.charAt(i) == '%' ? codeAt(name, i + 1) : -1;
      if (code >= 0) {
        plain.append((char) code);
        i += 2;
      } else {
        plain.append(name.charAt(i));
      }
    }
    return plain.toString();
  }

  private static int codeAt(String name, int at) {
    if (at + 2 > name.length()) {
      return -1;
    }
    int high = Character.digit(name.charAt(at), 16);
    int low = Character.digit(name.charAt(at + 1), 16);
    int code = high * 16 + low;
    return high < 0 || low < 0 || code > HIGHEST ? -1 : code;
  }
}
