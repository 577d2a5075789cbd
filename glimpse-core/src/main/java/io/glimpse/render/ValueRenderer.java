package io.glimpse.render;

import io.glimpse.buffer.ByteBuilder;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes arguments, results and attribute values as JSON, on the application's thread.
 *
 * <p>The story of one rendering. What a value is, is decided by its exact class: a scalar is
 * written, a collection, map, array or record of a known kind is walked, and everything else is
 * {@code Type@identityHash}, because to ask it anything would run its code. The walk stops at depth
 * 4, behind 200 nodes, and behind 2 KiB of text, names of map keys and record components included;
 * each text is cut on its own, too. What is left out shows as {@code "..."}. Whatever goes wrong in
 * a walk, a concurrent change for one, ends the container it happened in: bytes of the unfinished
 * item are taken back, {@code "..."} is written, and the brackets close. So the JSON is always
 * valid.
 *
 * <pre>{@code
 * ValueRenderer renderer = new ValueRenderer(Redaction.standard(), 512, false);
 * renderer.arguments(out, names, call.getParameters());     // {"user":"ann","lines":[1,2]}
 * renderer.result(out, redaction.hides("getToken"), token); // "[redacted]"
 * }</pre>
 *
 * <p>Immutable and safe for any thread: what a rendering may still write travels as a {@code long}
 * ({@link Budget}), so scalars in a warm {@link ByteBuilder} allocate nothing. No method throws,
 * unless the stack is so full that not even an answer like {@code "..."} can be written; if memory
 * for the bytes cannot be had, what was begun is taken back.
 *
 * <p>Sizes are in characters. The rules are section 6 of the contract, docs/spec.md.
 *
 * @since 0.1
 */
public final class ValueRenderer {
  private static final int NODES = 200;
  private static final int DEPTH = 4;
  private static final int CHARACTERS = 2048;

  /** Room for the shortest valid answer, had before anything else is written. */
  private static final int SHORTEST_ANSWER = 16;

  private static final Object[] NO_ARGUMENTS = {};

  private final Redaction redaction;
  private final int maxFieldLength;
  private final boolean unnamed;
  private final RecordFields records;
  private final long whole;

  /**
   * @param maxFieldLength the characters shown of one text, 16 to 65,536
   * @param unnamed whether to show text that has no name, instead of {@code [unnamed]}
   */
  public ValueRenderer(Redaction redaction, int maxFieldLength, boolean unnamed) {
    this(redaction, maxFieldLength, unnamed, null);
  }

  private ValueRenderer(
      Redaction redaction,
      int maxFieldLength,
      boolean unnamed,
      @Nullable Class<? extends Annotation> mark) {
    if (maxFieldLength < 16 || maxFieldLength > 65_536) {
      throw new IllegalArgumentException(
          "max_field_length: found " + maxFieldLength + ". Write a number from 16 to 65536.");
    }
    this.redaction = redaction;
    this.maxFieldLength = maxFieldLength;
    this.unnamed = unnamed;
    this.records = new RecordFields(redaction, mark);
    this.whole = Budget.of(NODES, Math.max(CHARACTERS, maxFieldLength));
  }

  /** A renderer that hides record components, too, that carry {@code mark}. */
  public ValueRenderer hiding(Class<? extends Annotation> mark) {
    return new ValueRenderer(redaction, maxFieldLength, unnamed, mark);
  }

  /** Writes an object with one member for each argument, in order; {@code {}} where none is. */
  public void arguments(
      ByteBuilder out, ArgumentNames names, @Nullable Object @Nullable [] arguments) {
    int start = out.size();
    try {
      out.ensure(SHORTEST_ANSWER);
      members(out, names, arguments == null ? NO_ARGUMENTS : arguments);
    } catch (Throwable broken) {
      instead(out, start, Json.CUT_OBJECT);
    }
  }

  /** Writes one value; {@code [redacted]} if the function's name or annotation hides it. */
  public void result(ByteBuilder out, boolean hidden, @Nullable Object result) {
    int start = out.size();
    try {
      out.ensure(SHORTEST_ANSWER);
      if (hidden) {
        out.raw(Json.REDACTED);
      } else {
        render(out, result, 0, true, whole);
      }
    } catch (Throwable broken) {
      instead(out, start, Json.CUT);
    }
  }

  /** Writes one value that has a name, such as an attribute; the name itself is not written. */
  public void value(ByteBuilder out, String name, @Nullable Object value) {
    result(out, redaction.hides(name), value);
  }

  private void members(ByteBuilder out, ArgumentNames names, @Nullable Object[] arguments) {
    int start = out.size();
    out.raw('{');
    int mark = out.size();
    try {
      long left = whole;
      for (int i = 0; i < arguments.length; i++) {
        separate(out, start);
        if (Budget.isSpent(left)) {
          out.raw(Json.CUT_MEMBER);
          break;
        }
        names.write(out, i);
        left =
            names.isHidden(i)
                ? redacted(out, Budget.lessNode(left))
                : render(out, arguments[i], 0, unnamed || names.isNamed(i), left);
        mark = out.size();
      }
      out.raw('}');
    } catch (Throwable broken) {
      endEarly(out, start, mark, '}', Json.CUT_MEMBER);
    }
  }

  private long render(
      ByteBuilder out, @Nullable Object value, int depth, boolean named, long budget) {
    Object shown = value;
    long left = budget;
    while (shown instanceof Optional<?> optional && !Budget.isSpent(left)) {
      shown = optional.orElse(null);
      left = Budget.lessNode(left);
    }
    if (Budget.isSpent(left)) {
      out.raw(Json.CUT);
      return left;
    }
    left = Budget.lessNode(left);
    if (shown == null) {
      out.ascii("null");
      return Budget.lessCharacters(left, 4);
    }
    if (!named && Scalars.isText(shown)) {
      out.raw(Json.UNNAMED);
      return Budget.lessCharacters(left, Json.UNNAMED.length);
    }
    int max = Math.min(maxFieldLength, Budget.characters(left));
    int written = Scalars.write(out, shown, max);
    if (written != Scalars.NOT_ONE) {
      return Budget.lessCharacters(left, written);
    }
    return container(out, shown, depth, named, left);
  }

  private long container(ByteBuilder out, Object value, int depth, boolean named, long budget) {
    Class<?> type = value.getClass();
    if (type == char[].class) {
      return redacted(out, budget);
    }
    if (type == byte[].class) {
      out.ascii("\"byte[").number(((byte[]) value).length).ascii("]\"");
      return Budget.lessCharacters(budget, 6);
    }
    boolean tooDeep = depth == DEPTH;
    if (type.isArray()) {
      return tooDeep ? cut(out, budget) : items(out, new Items(value), depth, named, budget);
    }
    if (type.isRecord()) {
      Object[] plan = records.of(type);
      if (plan != null) {
        return tooDeep ? cut(out, budget) : components(out, value, plan, depth, budget);
      }
    } else if (KnownContainers.isCollection(value)) {
      return tooDeep
          ? cut(out, budget)
          : items(out, ((Collection<?>) value).iterator(), depth, named, budget);
    } else if (KnownContainers.isMap(value)) {
      return tooDeep ? cut(out, budget) : entries(out, (Map<?, ?>) value, depth, budget);
    }
    return identity(out, value, budget);
  }

  /** Package-private, because only an iterator of a test fails at will. */
  long items(ByteBuilder out, Iterator<?> items, int depth, boolean named, long budget) {
    int start = out.size();
    out.raw('[');
    int mark = out.size();
    long left = budget;
    try {
      while (items.hasNext()) {
        separate(out, start);
        if (Budget.isSpent(left)) {
          out.raw(Json.CUT);
          break;
        }
        left = render(out, items.next(), depth + 1, named, left);
        mark = out.size();
      }
      out.raw(']');
    } catch (Throwable broken) {
      endEarly(out, start, mark, ']', Json.CUT);
    }
    return left;
  }

  private long entries(ByteBuilder out, Map<?, ?> map, int depth, long budget) {
    int start = out.size();
    out.raw('{');
    int mark = out.size();
    long left = budget;
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        separate(out, start);
        if (Budget.isSpent(left)) {
          out.raw(Json.CUT_MEMBER);
          break;
        }
        left = entry(out, entry.getKey(), entry.getValue(), depth, left);
        mark = out.size();
      }
      out.raw('}');
    } catch (Throwable broken) {
      endEarly(out, start, mark, '}', Json.CUT_MEMBER);
    }
    return left;
  }

  private long entry(
      ByteBuilder out, @Nullable Object key, @Nullable Object value, int depth, long budget) {
    String name = Scalars.name(key);
    int max = Math.min(maxFieldLength, Budget.characters(budget));
    if (key == null || name != null) {
      String shown = name == null ? "null" : name;
      long left = Budget.lessCharacters(budget, Json.text(out, shown, max));
      out.raw(':');
      return redaction.hides(shown)
          ? redacted(out, Budget.lessNode(left))
          : render(out, value, depth + 1, true, left);
    }
    // What a key of a stranger's class is called, nobody may ask: text below it has no name.
    long left = identity(out, key, budget);
    out.raw(':');
    return render(out, value, depth + 1, unnamed, left);
  }

  private long components(ByteBuilder out, Object record, Object[] plan, int depth, long budget) {
    int start = out.size();
    out.raw('{');
    int mark = out.size();
    long left = budget;
    try {
      for (int i = 0; i < plan.length; i += 2) {
        separate(out, start);
        if (Budget.isSpent(left)) {
          out.raw(Json.CUT_MEMBER);
          break;
        }
        byte[] name = (byte[]) plan[i];
        out.raw(name);
        left = Budget.lessCharacters(left, name.length - 3);
        Field field = (Field) plan[i + 1];
        left =
            field == null
                ? redacted(out, Budget.lessNode(left))
                : render(out, field.get(record), depth + 1, true, left);
        mark = out.size();
      }
      out.raw('}');
    } catch (Throwable broken) {
      endEarly(out, start, mark, '}', Json.CUT_MEMBER);
    }
    return left;
  }

  private static long redacted(ByteBuilder out, long budget) {
    out.raw(Json.REDACTED);
    return Budget.lessCharacters(budget, Json.REDACTED.length);
  }

  private static long cut(ByteBuilder out, long budget) {
    out.raw(Json.CUT);
    return Budget.lessCharacters(budget, Json.CUT.length);
  }

  private long identity(ByteBuilder out, Object value, long budget) {
    int max = Math.min(maxFieldLength, Budget.characters(budget));
    return Budget.lessCharacters(budget, Json.identity(out, value, max));
  }

  /** A comma, unless nothing stands yet between here and the opening bracket at {@code start}. */
  private static void separate(ByteBuilder out, int start) {
    if (out.size() > start + 1) {
      out.raw(',');
    }
  }

  /** Takes the unfinished item back, says that something is missing, and closes. */
  private static void endEarly(ByteBuilder out, int start, int mark, char close, byte[] cut) {
    out.truncate(mark);
    separate(out, start);
    out.raw(cut).raw(close);
  }

  /** The last resort, when not even the end of a container could be written. */
  private static void instead(ByteBuilder out, int start, byte[] answer) {
    out.truncate(start);
    if (out.capacity() - start >= answer.length) {
      out.raw(answer);
    }
  }

  /** The elements of an array of any type. */
  private static final class Items implements Iterator<@Nullable Object> {
    private final Object array;
    private final int length;
    private int next;

    Items(Object array) {
      this.array = array;
      this.length = Array.getLength(array);
    }

    @Override
    public boolean hasNext() {
      return next < length;
    }

    @Override
    public @Nullable Object next() {
      if (next >= length) {
        throw new NoSuchElementException();
      }
      return Array.get(array, next++);
    }
  }
}
