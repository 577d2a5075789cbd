package io.glimpse.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What systems on the way have left for those behind them: a list of {@code key=value}, newest
 * first, that travels beside the trace id (W3C Trace Context level 2, section 3.3).
 *
 * <p>You meet it in a {@link SpanContext} and look for the key that you know:
 *
 * <pre>{@code
 * TraceState state = TraceState.parse(List.of("glimpse=force,congo=t61rcWkgMzE"));
 * state.get("glimpse"); // Optional[force]
 * }</pre>
 *
 * <p>An immutable value that is always fit to be sent: at most 32 members, no key twice, at most
 * 512 characters, no blanks around the members. There is no other way to one than {@link #parse}.
 *
 * @since 0.1
 */
public final class TraceState {
  /** No members, which is also what becomes of a list that breaks the rules. */
  public static final TraceState NONE = new TraceState("");

  /** What everybody passes on; behind that a sender has to expect that it is dropped. */
  private static final int LONGEST = 512;

  /** Members that go first when the list is too long. */
  private static final int LARGE = 128;

  private final String header;

  private TraceState(String header) {
    this.header = header;
  }

  /**
   * Reads the lines of the {@code tracestate} header, all of them and in order: they are one list.
   * {@link #NONE} where there is no line, or where any member breaks the rules: such a list is
   * dropped whole, and the trace goes on without it.
   *
   * <p>Empty members go, of a key that comes twice the first stays, and what is too long loses
   * whole members: those of more than 128 characters first, then from the end.
   */
  public static TraceState parse(List<String> headerLines) {
    int members = 0;
    boolean tidy = headerLines.size() == 1;
    for (int i = 0; i < headerLines.size(); i++) {
      int scanned = TraceStateGrammar.scan(headerLines.get(i));
      members += TraceStateGrammar.members(scanned);
      tidy &= TraceStateGrammar.isTidy(scanned);
      if (scanned == TraceStateGrammar.BAD || members > TraceStateGrammar.MOST_MEMBERS) {
        return NONE;
      }
    }
    String list = tidy ? headerLines.get(0) : tidied(headerLines);
    String sent = list.length() <= LONGEST ? list : shortened(list);
    return sent.isEmpty() ? NONE : new TraceState(sent);
  }

  private static String tidied(List<String> lines) {
    int room = lines.size();
    for (String line : lines) {
      room += line.length();
    }
    TidyList list = new TidyList(room);
    lines.forEach(list::addLine);
    return list.toString();
  }

  private static String shortened(String list) {
    List<String> members = new ArrayList<>(List.of(list.split(",")));
    int length = list.length();
    for (int i = members.size() - 1; i >= 0 && length > LONGEST; i--) {
      if (members.get(i).length() > LARGE) {
        length -= members.remove(i).length() + 1;
      }
    }
    while (length > LONGEST) {
      length -= members.remove(members.size() - 1).length() + 1;
    }
    return String.join(",", members);
  }

  /** The value of a key, exactly as it was sent. */
  public Optional<String> get(String key) {
    int from = 0;
    while (from < header.length()) {
      int comma = header.indexOf(',', from);
      int to = comma < 0 ? header.length() : comma;
      int equals = from + key.length();
      if (equals < to && header.charAt(equals) == '=' && header.startsWith(key, from)) {
        return Optional.of(header.substring(equals + 1, to));
      }
      from = to + 1;
    }
    return Optional.empty();
  }

  /** Whether there is nothing to send. */
  public boolean isEmpty() {
    return header.isEmpty();
  }

  /** The list as one header value; empty where there is none. */
  public String header() {
    return header;
  }

  /** The same members in the same order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TraceState state && header.equals(state.header);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  /** The header value. */
  @Override
  public String toString() {
    return header;
  }
}
