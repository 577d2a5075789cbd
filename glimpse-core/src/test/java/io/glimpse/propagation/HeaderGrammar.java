package io.glimpse.propagation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The headers as the specifications write them down, turned into regular expressions and plain
 * lists. Slow, and on purpose not one line shared with the parsers that it judges.
 */
final class HeaderGrammar {
  private static final String OWS = "[ \\t]*+";

  /** W3C Trace Context level 2, sections 3.2.1 to 3.2.4. */
  private static final String IDS = "(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

  private static final Pattern TRACEPARENT =
      Pattern.compile(
          OWS + "(?:00-" + IDS + OWS + "|(?!00|ff)[0-9a-f]{2}-" + IDS + "(?:-.*|" + OWS + "))",
          Pattern.DOTALL);

  /** Version 00, which is all that may go out, with the reserved bits clear. */
  private static final Pattern SENT_TRACEPARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[0-3]");

  /** Section 3.3.1: chr, nblk-chr, value, key (as of June 2026), list-member, list. */
  private static final String VALUE =
      "(?>[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e])";

  private static final String KEY = "[a-z0-9][a-z0-9_\\-*/@]{0,255}";
  private static final String MEMBER = OWS + "(?:" + KEY + "=" + VALUE + ")?+" + OWS;
  private static final Pattern TRACESTATE = Pattern.compile(MEMBER + "(?:," + MEMBER + "){0,31}+");

  /** github.com/openzipkin/b3-propagation, "Single Header". */
  private static final Pattern B3 =
      Pattern.compile(
          OWS
              + "((?!0{32}-|0{16}-)(?:[0-9a-f]{16}){1,2}-(?!0{16})[0-9a-f]{16}"
              + "(?:-[01d](?:-[0-9a-f]{16})?)?)"
              + OWS);

  private HeaderGrammar() {}

  static boolean isTraceParent(List<String> lines) {
    return lines.size() == 1 && TRACEPARENT.matcher(lines.get(0)).matches();
  }

  static boolean isSentTraceParent(String header) {
    return SENT_TRACEPARENT.matcher(header).matches();
  }

  static boolean isB3WithIds(String line) {
    return B3.matcher(line).matches();
  }

  /** What is to be passed on of a list, empty for a bad one. */
  static String expectedTraceState(List<String> lines) {
    String joined = String.join(",", lines);
    if (!TRACESTATE.matcher(joined).matches()) {
      return "";
    }
    Map<String, String> members = new LinkedHashMap<>();
    for (String part : joined.split(",", -1)) {
      String member = part.replaceAll("^[ \\t]+|[ \\t]+$", "");
      if (!member.isEmpty()) {
        members.putIfAbsent(member.split("=", -1)[0], member);
      }
    }
    List<String> kept = new ArrayList<>(members.values());
    while (String.join(",", kept).length() > 512) {
      int goes = kept.size() - 1;
      for (int i = 0; i < kept.size(); i++) {
        if (kept.get(i).length() > 128) {
          goes = i;
        }
      }
      kept.remove(goes);
    }
    return String.join(",", kept);
  }
}
