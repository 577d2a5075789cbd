package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Whatever an application passes around: it is shown as valid JSON within the bounds, nothing is
 * thrown, and none of its methods is called.
 */
final class HostileGraphsPropertiesTest {
  private static final int NODES = 200;
  private static final int DEPTH = 4;
  private static final int CHARACTERS = 2048;

  /** The last item may be a word of ours that no longer has room, such as {@code [redacted]}. */
  private static final int LAST_WORD = 16;

  private static final AtomicInteger CALLS = new AtomicInteger();

  private static AssertionError called() {
    CALLS.incrementAndGet();
    return new AssertionError("a user's method was called");
  }

  /** Hash and equality work, so that it can be a key; they count all the same. */
  private static final class Touchy implements Comparable<Touchy>, CharSequence {
    @Override
    public int compareTo(Touchy other) {
      throw called();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      CALLS.incrementAndGet();
      return this == other;
    }

    @Override
    public int hashCode() {
      CALLS.incrementAndGet();
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      throw called();
    }

    @Override
    public int length() {
      throw called();
    }

    @Override
    public char charAt(int index) {
      throw called();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      throw called();
    }
  }

  private static final class TouchyList extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw called();
    }

    @Override
    public int size() {
      throw called();
    }
  }

  private static final class TouchyMap extends AbstractMap<Object, Object> {
    @Override
    public Set<Entry<Object, Object>> entrySet() {
      throw called();
    }
  }

  /** A subclass of a known class is none. */
  private static final class OwnArrayList extends ArrayList<Object> {
    private static final long serialVersionUID = 1;

    @Override
    public Object get(int index) {
      throw called();
    }

    @Override
    public java.util.Iterator<Object> iterator() {
      throw called();
    }

    @Override
    public int size() {
      throw called();
    }
  }

  @SuppressWarnings("UnusedMethod") // that is the point
  private record Trap(@Nullable Object first, @Nullable Object second) {
    @Override
    public @Nullable Object first() {
      throw called();
    }

    @Override
    public @Nullable Object second() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }
  }

  private enum Mood {
    BAD {
      @Override
      public String toString() {
        throw called();
      }
    }
  }

  private static Object proxy() {
    InvocationHandler handler =
        (self, method, arguments) -> {
          throw called();
        };
    return Proxy.newProxyInstance(
        HostileGraphsPropertiesTest.class.getClassLoader(),
        new Class<?>[] {List.class, Comparable.class},
        handler);
  }

  /**
   * How to build a graph. The dice throw these and not the graphs themselves, since jqwik asks what
   * it has thrown for its hash.
   */
  record Blueprint(int kind, String text, List<Blueprint> parts) {
    private static final int KINDS = 21;

    @Nullable Object build() {
      List<@Nullable Object> items = new ArrayList<>();
      parts.forEach(part -> items.add(part.build()));
      @Nullable Object first = items.isEmpty() ? null : items.get(0);
      @Nullable Object last = items.isEmpty() ? null : items.get(items.size() - 1);
      return switch (kind) {
        case 0 -> null;
        case 1 -> new Touchy();
        case 2 -> new TouchyList();
        case 3 -> new TouchyMap();
        case 4 -> new OwnArrayList();
        case 5 -> proxy();
        case 6 -> Mood.BAD;
        case 7 -> new int[100_000];
        case 8 -> new Object[100_000];
        case 9 -> new ArrayList<>(Arrays.asList(new Integer[100_000]));
        case 10 -> (Runnable) () -> CALLS.incrementAndGet();
        case 11 -> selfContaining();
        case 12 -> new ArrayList<>(items);
        case 13 -> items.toArray();
        case 14 -> new Trap(first, last);
        case 15 -> Optional.ofNullable(first);
        case 16 -> keyed(new HashMap<>(), items);
        case 17 -> keyed(new LinkedHashMap<>(), items);
        case 18 -> new CopyOnWriteArrayList<>(items);
        case 19 -> new ArrayDeque<>(items.stream().filter(item -> item != null).toList());
        default -> text;
      };
    }
  }

  private static Object selfContaining() {
    List<Object> list = new ArrayList<>();
    Map<Object, Object> map = new HashMap<>();
    Object[] array = {list, map, list};
    array[2] = array;
    map.put("map", map);
    map.put("list", list);
    list.add(array);
    list.add(new Trap(list, array));
    return list;
  }

  private static Object keyed(
      Map<@Nullable Object, @Nullable Object> map, List<@Nullable Object> items) {
    for (Object item : items) {
      @Nullable Object key =
          switch (map.size()) {
            case 0 -> null;
            case 1 -> new Touchy();
            case 2 -> "password";
            default -> "key".concat("\u0000".repeat(map.size()));
          };
      map.put(key, item);
    }
    return map;
  }

  @Provide
  Arbitrary<Blueprint> graphs() {
    return graphs(5);
  }

  private static Arbitrary<Blueprint> graphs(int levels) {
    Arbitrary<List<Blueprint>> parts =
        levels == 0 ? Arbitraries.just(List.of()) : graphs(levels - 1).list().ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.integers().between(0, Blueprint.KINDS - 1), texts(), parts)
        .as(Blueprint::new);
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "x",
            "word",
            "\u0000",
            "\u001b",
            "\n",
            "\"",
            "\\",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "\u2028",
            "\uffff",
            "x".repeat(509),
            "y".repeat(3000));
    return pieces.list().ofMaxSize(6).map(all -> String.join("", all));
  }

  @Property(tries = 500)
  void value_ofAnyKind_isValidJsonWithinTheBoundsAndNotAsked(
      @ForAll("graphs") Blueprint blueprint) {
    Object graph = blueprint.build();
    ByteBuilder out = new ByteBuilder(16);
    CALLS.set(0);

    Rendered.RENDERER.result(out, false, graph);

    assertThat(CALLS).hasValue(0);
    Bounds shown = Bounds.of(Rendered.parse(out.toString()));
    assertThat(shown.nodes).isLessThanOrEqualTo(NODES);
    assertThat(shown.characters).isLessThanOrEqualTo(CHARACTERS + LAST_WORD);
  }

  @Property(tries = 300)
  void arguments_ofAnyKind_areOneObjectWithinTheBoundsAndNotAsked(
      @ForAll("graphs") Blueprint first,
      @ForAll("graphs") Blueprint second,
      @ForAll("graphs") Blueprint third) {
    @Nullable Object[] arguments = {first.build(), second.build(), third.build()};
    ArgumentNames names =
        ArgumentNames.of(Redaction.standard(), Arrays.asList("a", null, "token"), Set.of());
    ByteBuilder out = new ByteBuilder(16);
    CALLS.set(0);

    Rendered.RENDERER.arguments(out, names, arguments);

    assertThat(CALLS).hasValue(0);
    Bounds all = new Bounds();
    for (JsonValue argument : Rendered.parse(out.toString()).asJsonObject().values()) {
      all.add(argument, 0);
    }
    assertThat(all.nodes).isLessThanOrEqualTo(NODES);
    assertThat(all.characters).isLessThanOrEqualTo(CHARACTERS + LAST_WORD);
  }

  @Example
  void nestingOfAThousandLevels_endsBelowTheFourthContainer() {
    Object nested = "bottom";
    for (int i = 0; i < 1000; i++) {
      nested =
          switch (i % 4) {
            case 0 -> new ArrayList<>(List.of(nested));
            case 1 -> new Object[] {nested};
            case 2 -> new TreeMap<>(Map.of("k", nested));
            default -> new Trap(nested, null);
          };
    }

    Bounds shown = Bounds.of(Rendered.parse(Rendered.result(nested)));

    assertThat(shown.deepest).isEqualTo(DEPTH - 1);
  }

  /** What was written, counted as the contract does: signs that something is missing are free. */
  private static final class Bounds {
    private static final String MORE = "...";

    int nodes;
    int characters;
    int deepest;

    static Bounds of(JsonValue value) {
      Bounds bounds = new Bounds();
      bounds.add(value, 0);
      return bounds;
    }

    void add(JsonValue value, int depth) {
      if (value instanceof JsonString text && text.getString().equals(MORE)) {
        return;
      }
      nodes++;
      deepest = Math.max(deepest, depth);
      assertThat(depth).isLessThanOrEqualTo(DEPTH);
      if (value instanceof JsonArray array) {
        array.forEach(item -> add(item, depth + 1));
      } else if (value instanceof JsonObject object) {
        object.forEach(
            (name, member) -> {
              characters += name.equals(MORE) ? 0 : shown(name);
              add(member, depth + 1);
            });
      } else {
        characters += value instanceof JsonString text ? shown(text.getString()) : 1;
      }
    }

    private static int shown(String text) {
      return text.replaceFirst("\\.\\.\\.$|@[0-9a-f]+$", "").length();
    }
  }
}
