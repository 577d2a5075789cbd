package io.glimpse.render;

import io.glimpse.buffer.ByteBuilder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a method's parameters, made once at deployment so that a call only copies
 * bytes: each name as JSON, whether its value is hidden, and whether it has a name at all.
 *
 * <pre>{@code
 * ArgumentNames names =
 *     ArgumentNames.of(redaction, List.of("user", "password"), Set.of());
 * renderer.arguments(out, names, call.getParameters());   // {"user":"ann","password":"[redacted]"}
 * }</pre>
 *
 * <p>Immutable and safe for any thread.
 *
 * @since 0.1
 */
public final class ArgumentNames {
  private final byte[][] members;
  private final boolean[] hidden;
  private final boolean[] named;

  private ArgumentNames(int count) {
    members = new byte[count][];
    hidden = new boolean[count];
    named = new boolean[count];
  }

  /**
   * @param names one for each parameter in order; null where nobody knows one
   * @param redacted the positions that are hidden whatever they are called, counted from 0
   * @throws IllegalArgumentException if a position is beyond the parameters
   */
  public static ArgumentNames of(
      Redaction redaction, List<@Nullable String> names, Set<Integer> redacted) {
    ArgumentNames made = new ArgumentNames(names.size());
    for (int i = 0; i < made.members.length; i++) {
      String name = names.get(i);
      made.members[i] = member(name == null ? "arg" + i : name);
      made.hidden[i] = name != null && redaction.hides(name);
      made.named[i] = name != null;
    }
    for (int position : redacted) {
      if (position < 0 || position >= made.hidden.length) {
        throw new IllegalArgumentException(
            "position " + position + " is redacted, but there are " + names.size() + " parameters");
      }
      made.hidden[position] = true;
    }
    return made;
  }

  static byte[] member(String name) {
    ByteBuilder json = new ByteBuilder(name.length() + 3).text(name).raw(':');
    byte[] exact = new byte[json.size()];
    System.arraycopy(json.array(), 0, exact, 0, exact.length);
    return exact;
  }

  /** How many parameters there are. */
  public int count() {
    return members.length;
  }

  /** Writes the name and its colon; one that nobody announced is {@code arg} and its position. */
  void write(ByteBuilder out, int position) {
    if (position < members.length) {
      out.raw(members[position]);
    } else {
      out.ascii("\"arg").number(position).ascii("\":");
    }
  }

  boolean isHidden(int position) {
    return position < hidden.length && hidden[position];
  }

  boolean isNamed(int position) {
    return position < named.length && named[position];
  }

  @Override
  public String toString() {
    ByteBuilder all = new ByteBuilder(64).ascii("ArgumentNames[");
    for (byte[] member : members) {
      all.raw(member);
    }
    return all.raw(']').toString();
  }
}
