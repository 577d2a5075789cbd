package io.glimpse.render;

import static io.glimpse.render.Rendered.arguments;
import static io.glimpse.render.Rendered.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.buffer.ByteBuilder;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueRendererTest {
  record Line(String sku, int count) {}

  record Login(String user, String password) {}

  record Empty() {}

  @Retention(RetentionPolicy.RUNTIME)
  @interface Hidden {}

  record Marked(@Hidden String note, String other) {}

  record MarkedAccessor(String note) {
    @Override
    @Hidden
    public String note() {
      throw new AssertionError("an accessor was called");
    }
  }

  private record Quiet(int x) {}

  enum Colour {
    RED,
    API_KEY {
      @Override
      public String toString() {
        throw new AssertionError("toString was called");
      }
    }
  }

  private static StringBuilder built(String text) {
    StringBuilder builder = new StringBuilder();
    builder.append(text);
    return builder;
  }

  static Stream<Arguments> scalars() {
    UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    return Stream.of(
        Arguments.of(null, "null"),
        Arguments.of(true, "true"),
        Arguments.of(false, "false"),
        Arguments.of((byte) -1, "-1"),
        Arguments.of((short) 300, "300"),
        Arguments.of(42, "42"),
        Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
        Arguments.of(1.5f, "1.5"),
        Arguments.of(0.1f, "0.1"),
        Arguments.of(1e-9, "1.0E-9"),
        Arguments.of(-0.0, "-0.0"),
        Arguments.of(Double.NaN, "\"NaN\""),
        Arguments.of(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
        Arguments.of(new BigInteger("12345678901234567890"), "12345678901234567890"),
        Arguments.of(new BigDecimal("12.340"), "12.340"),
        Arguments.of(new BigDecimal("1E+9"), "1E+9"),
        Arguments.of(new BigDecimal("1E+999999999"), "\"1E+999999999\""),
        Arguments.of('c', "\"c\""),
        Arguments.of("a\"b\n", "\"a\\\"b\\n\""),
        Arguments.of(built("built"), "\"built\""),
        Arguments.of(Colour.RED, "\"RED\""),
        Arguments.of(Colour.API_KEY, "\"API_KEY\""),
        Arguments.of(id, "\"123e4567-e89b-12d3-a456-426614174000\""),
        Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
        Arguments.of(LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
        Arguments.of(LocalDateTime.of(2026, 1, 2, 3, 4), "\"2026-01-02T03:04\""),
        Arguments.of(
            ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneId.of("Europe/Berlin")),
            "\"2026-01-02T03:04:05+01:00[Europe/Berlin]\""),
        Arguments.of(Duration.ofSeconds(90), "\"PT1M30S\""),
        Arguments.of(DayOfWeek.MONDAY, "\"MONDAY\""),
        Arguments.of(new java.sql.Date(0), "\"1970-01-01T00:00:00Z\""),
        Arguments.of(new java.sql.Timestamp(1), "\"1970-01-01T00:00:00.001Z\""),
        Arguments.of(OptionalInt.of(3), "3"),
        Arguments.of(OptionalLong.empty(), "null"),
        Arguments.of(OptionalDouble.of(2.5), "2.5"),
        Arguments.of(OptionalDouble.of(Double.NaN), "\"NaN\""),
        Arguments.of(Optional.of("x"), "\"x\""),
        Arguments.of(Optional.of(Optional.empty()), "null"));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void result_scalar_isWrittenAsJson(@Nullable Object value, String json) {
    assertThat(result(value)).isEqualTo(json);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // What is under test.
  void result_oldDate_isAnInstant() {
    assertThat(result(new Date(0))).isEqualTo("\"1970-01-01T00:00:00Z\"");
  }

  @Test
  void result_hugeNumber_isNotSpelledOut() {
    BigInteger huge = BigInteger.ONE.shiftLeft(1_000_000);

    assertThat(result(huge)).startsWith("\"BigInteger@");
    assertThat(result(new BigDecimal(huge))).startsWith("\"BigDecimal@");
  }

  @Test
  void result_lambda_isNamedAfterItsClassWithoutTheJvmsNumbers() {
    Runnable lambda = () -> {};

    assertThat(result(lambda)).matches("\"ValueRendererTest\\$\\$Lambda@[0-9a-f]+\"");
  }

  @SuppressWarnings("JdkObsolete") // LinkedList is one of the classes under test.
  static Stream<Arguments> containers() {
    Map<Colour, Integer> byColour = new EnumMap<>(Colour.class);
    byColour.put(Colour.RED, 1);
    Map<String, Integer> sorted = new TreeMap<>(Comparator.reverseOrder());
    sorted.put("a", 1);
    sorted.put("b", 2);
    Map<@Nullable Object, Object> keys = new LinkedHashMap<>();
    keys.put(null, 1);
    keys.put(2, 2);
    keys.put('c', 3);
    keys.put(true, 4);
    keys.put(LocalDate.of(2026, 1, 2), 5);
    return Stream.of(
        Arguments.of(new ArrayList<>(List.of(1, 2)), "[1,2]"),
        Arguments.of(new LinkedList<>(List.of(1, 2)), "[1,2]"),
        Arguments.of(new ArrayDeque<>(List.of(1, 2)), "[1,2]"),
        Arguments.of(new HashSet<>(Set.of(1)), "[1]"),
        Arguments.of(new LinkedHashSet<>(List.of(2, 1)), "[2,1]"),
        Arguments.of(new TreeSet<>(List.of(2, 1)), "[1,2]"),
        Arguments.of(new TreeSet<>(), "[]"),
        Arguments.of(EnumSet.of(Colour.RED), "[\"RED\"]"),
        Arguments.of(EnumSet.of(Character.UnicodeScript.LATIN), "[\"LATIN\"]"),
        Arguments.of(new CopyOnWriteArrayList<>(List.of(1)), "[1]"),
        Arguments.of(List.of(), "[]"),
        Arguments.of(List.of(1), "[1]"),
        Arguments.of(List.of(1, 2), "[1,2]"),
        Arguments.of(List.of(1, 2, 3), "[1,2,3]"),
        Arguments.of(Stream.of(1, 2, 3).toList(), "[1,2,3]"),
        Arguments.of(Set.of(), "[]"),
        Arguments.of(Set.of(1), "[1]"),
        Arguments.of(Arrays.asList(1, null), "[1,null]"),
        Arguments.of(new HashMap<>(Map.of("a", 1)), "{\"a\":1}"),
        Arguments.of(new LinkedHashMap<>(Map.of("a", 1)), "{\"a\":1}"),
        Arguments.of(sorted, "{\"b\":2,\"a\":1}"),
        Arguments.of(byColour, "{\"RED\":1}"),
        Arguments.of(new ConcurrentHashMap<>(Map.of("a", 1)), "{\"a\":1}"),
        Arguments.of(Map.of(), "{}"),
        Arguments.of(Map.of("a", 1), "{\"a\":1}"),
        Arguments.of(new TreeMap<>(Map.of("a", 1, "b", 2)), "{\"a\":1,\"b\":2}"),
        Arguments.of(keys, "{\"null\":1,\"2\":2,\"c\":3,\"true\":4,\"2026-01-02\":5}"),
        Arguments.of(new int[] {1, 2}, "[1,2]"),
        Arguments.of(new long[] {1}, "[1]"),
        Arguments.of(new double[] {0.5}, "[0.5]"),
        Arguments.of(new float[] {0.5f}, "[0.5]"),
        Arguments.of(new boolean[] {true}, "[true]"),
        Arguments.of(new short[] {7}, "[7]"),
        Arguments.of(new byte[5], "\"byte[5]\""),
        Arguments.of(new char[] {'p', 'w'}, "\"[redacted]\""),
        Arguments.of(new char[][] {{'p'}, {'w'}}, "[\"[redacted]\",\"[redacted]\"]"),
        Arguments.of(new Object[] {"a", List.of(1)}, "[\"a\",[1]]"),
        Arguments.of(new int[][] {{1}, {2}}, "[[1],[2]]"),
        Arguments.of(new Line("x", 2), "{\"sku\":\"x\",\"count\":2}"),
        Arguments.of(new Quiet(3), "{\"x\":3}"),
        Arguments.of(new Empty(), "{}"));
  }

  @ParameterizedTest
  @MethodSource("containers")
  void result_knownContainer_isShownByContent(Object value, String json) {
    assertThat(result(value)).isEqualTo(json);
  }

  @SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // What users may have.
  static Stream<Object> strangers() {
    TreeSet<Integer> sorted = new TreeSet<>(List.of(1, 2, 3));
    return Stream.of(
        new Object(),
        new Vector<>(List.of(1)),
        new StringBuffer("locking"),
        new ArrayList<>(List.of(1)) {},
        new HashMap<>(Map.of(1, 1)) {},
        Collections.unmodifiableList(new ArrayList<>()),
        Collections.synchronizedMap(new HashMap<>()),
        new ArrayList<>(List.of(1, 2)).subList(0, 1),
        List.of(1, 2, 3).subList(0, 2),
        new HashMap<>(Map.of(1, 1)).keySet(),
        new TreeMap<>(Map.of(1, 1)).headMap(1),
        sorted.headSet(2),
        sorted.tailSet(2),
        sorted.subSet(1, 3),
        sorted.descendingSet(),
        sorted.descendingSet().headSet(2),
        new TreeSet<>(Comparator.comparing(Object::toString)),
        new BigDecimal("1") {},
        new Date(0) {},
        new IllegalStateException("not asked"),
        Map.entry("a", 1),
        Thread.currentThread());
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void result_anythingElse_isItsTypeAndIdentity(Object value) {
    String name = value.getClass().getName();
    String expected =
        name.substring(name.lastIndexOf('.') + 1)
            + "@"
            + Integer.toHexString(System.identityHashCode(value));

    assertThat(result(value)).isEqualTo('"' + expected + '"');
  }

  @Test
  void arguments_severalOfThem_areMembersInOrder() {
    assertThat(arguments(Rendered.RENDERER, Arrays.asList("user", null, "line"), "ann", 3, null))
        .isEqualTo("{\"user\":\"ann\",\"arg1\":3,\"line\":null}");
  }

  @Test
  void arguments_none_isAnEmptyObject() {
    ByteBuilder out = new ByteBuilder(0);

    Rendered.RENDERER.arguments(
        out, ArgumentNames.of(Redaction.standard(), List.of(), Set.of()), null);

    assertThat(out).hasToString("{}");
  }

  @Test
  void arguments_moreThanNames_areNumbered() {
    assertThat(arguments(Rendered.RENDERER, List.of("a"), 1, "text"))
        .isEqualTo("{\"a\":1,\"arg1\":\"[unnamed]\"}");
  }

  @Test
  void arguments_hiddenByNameOrAnnotation_areRedacted() {
    ByteBuilder out = new ByteBuilder(16);
    ArgumentNames names =
        ArgumentNames.of(
            Redaction.standard(), Arrays.asList("password", "note", null), Set.of(1, 2));

    Rendered.RENDERER.arguments(out, names, new @Nullable Object[] {null, "a", 1});

    assertThat(Rendered.checked(out))
        .isEqualTo("{\"password\":\"[redacted]\",\"note\":\"[redacted]\",\"arg2\":\"[redacted]\"}");
  }

  @Test
  void argumentNames_positionBeyondTheParameters_isRefused() {
    assertThatThrownBy(() -> ArgumentNames.of(Redaction.standard(), List.of("a"), Set.of(1)))
        .hasMessage("position 1 is redacted, but there are 1 parameters");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void arguments_textWithoutAName_isShownOnlyIfThePolicySaysSo(boolean unnamed) {
    ValueRenderer renderer = new ValueRenderer(Redaction.standard(), 512, unnamed);
    List<@Nullable String> none = Arrays.asList((String) null);
    String text = unnamed ? "\"x\"" : "\"[unnamed]\"";

    assertThat(arguments(renderer, none, "x")).isEqualTo("{\"arg0\":" + text + "}");
    assertThat(arguments(renderer, none, 'x')).isEqualTo("{\"arg0\":" + text + "}");
    assertThat(arguments(renderer, none, built("x"))).isEqualTo("{\"arg0\":" + text + "}");
    assertThat(arguments(renderer, none, List.of(Optional.of("x"))))
        .isEqualTo("{\"arg0\":[" + text + "]}");
    assertThat(arguments(renderer, none, (Object) new String[] {"x"}))
        .isEqualTo("{\"arg0\":[" + text + "]}");
    assertThat(arguments(renderer, none, Map.of("k", "x"))).isEqualTo("{\"arg0\":{\"k\":\"x\"}}");
    assertThat(arguments(renderer, none, new Line("x", 1)))
        .isEqualTo("{\"arg0\":{\"sku\":\"x\",\"count\":1}}");
    assertThat(arguments(renderer, none, Map.of(new Object(), "x"))).endsWith(":" + text + "}}");
    assertThat(arguments(renderer, none, Colour.RED)).isEqualTo("{\"arg0\":\"RED\"}");
  }

  @Test
  void result_hiddenNamesBelow_areRedacted() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("X-Auth-Token", List.of("a"));
    map.put(Colour.API_KEY, "b");
    map.put("ok", new Login("ann", "c"));

    assertThat(result(map))
        .isEqualTo(
            "{\"X-Auth-Token\":\"[redacted]\",\"API_KEY\":\"[redacted]\","
                + "\"ok\":{\"user\":\"ann\",\"password\":\"[redacted]\"}}");
  }

  @Test
  void result_hiddenFunction_isRedacted() {
    ByteBuilder out = new ByteBuilder(16);

    Rendered.RENDERER.result(out, true, "secret");

    assertThat(out).hasToString("\"[redacted]\"");
  }

  @Test
  void value_attribute_isJudgedByItsName() {
    ByteBuilder out = new ByteBuilder(16);

    Rendered.RENDERER.value(out, "enduser.session", "x");
    out.raw(',');
    Rendered.RENDERER.value(out, "enduser.name", "ann");

    assertThat(out).hasToString("\"[redacted]\",\"ann\"");
  }

  @Test
  void hiding_recordComponentWithTheMark_isRedacted() {
    ValueRenderer renderer = Rendered.RENDERER.hiding(Hidden.class);

    assertThat(result(renderer, new Marked("a", "b")))
        .isEqualTo("{\"note\":\"[redacted]\",\"other\":\"b\"}");
    assertThat(result(renderer, new MarkedAccessor("a"))).isEqualTo("{\"note\":\"[redacted]\"}");
  }

  @Test
  void result_longText_isCutAtTheFieldLength() {
    assertThat(result("x".repeat(512))).isEqualTo('"' + "x".repeat(512) + '"');
    assertThat(result("x".repeat(513))).isEqualTo('"' + "x".repeat(512) + "...\"");
  }

  @Test
  void result_longTextWithASurrogatePairAtTheEdge_keepsThePairWhole() {
    assertThat(result("x".repeat(511) + "\ud83d\ude00")).isEqualTo('"' + "x".repeat(511) + "...\"");
    assertThat(result("x".repeat(510) + "\ud83d\ude00y"))
        .isEqualTo('"' + "x".repeat(510) + "\ud83d\ude00...\"");
  }

  @Test
  void result_oneTextOfALongFieldLength_isWhole() {
    ValueRenderer renderer = new ValueRenderer(Redaction.standard(), 65_536, false);

    assertThat(result(renderer, "x".repeat(65_536))).hasSize(65_538);
    assertThat(result(renderer, "x".repeat(65_537))).hasSize(65_541);
  }

  @Test
  void arguments_muchText_endsBehindTwoThousandCharacters() {
    List<@Nullable String> names = Arrays.asList("a", "b", "c", "d", "e", "f");
    String text = "x".repeat(500);

    assertThat(arguments(Rendered.RENDERER, names, text, text, text, text, text, text))
        .contains("\"e\":\"" + "x".repeat(48) + "...\",\"...\":\"...\"}")
        .doesNotContain("\"f\"");
  }

  @Test
  void result_manyItems_endsBehindTwoHundredNodes() {
    List<Integer> many = new ArrayList<>(Collections.nCopies(500, 1));

    assertThat(Rendered.parse(result(many)).asJsonArray())
        .hasSize(200)
        .last()
        .hasToString("\"...\"");
  }

  @Test
  void result_manyMembers_endsBehindTwoHundredNodes() {
    Map<Integer, Integer> many = new LinkedHashMap<>();
    IntStream.range(0, 500).forEach(i -> many.put(i, 1));

    assertThat(result(many)).endsWith(",\"198\":1,\"...\":\"...\"}");
  }

  @Test
  void result_deepNesting_endsBelowTheFourthContainer() {
    assertThat(result(List.of(List.of(List.of(List.of(1)))))).isEqualTo("[[[[1]]]]");
    assertThat(result(List.of(List.of(List.of(List.of(List.of(1))))))).isEqualTo("[[[[\"...\"]]]]");
  }

  @Test
  void result_cycle_ends() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    Object[] array = new Object[2];
    Arrays.fill(array, array);

    assertThat(result(self)).isEqualTo("[[[[\"...\"]]]]");
    assertThat(result(array)).startsWith("[[[[\"...\",\"...\"],");
  }

  @Test
  void result_wideCycle_endsWithinTheNodes() {
    Object[] array = new Object[100];
    Arrays.fill(array, array);

    assertThat(result(array).length()).isLessThan(2_000);
  }

  @Test
  void result_optionalsInOptionals_end() {
    Optional<?> deep = Optional.of(1);
    for (int i = 0; i < 100_000; i++) {
      deep = Optional.of(deep);
    }

    assertThat(result(deep)).isEqualTo("\"...\"");
  }

  @Test
  void result_accessOrderedMap_keepsItsOrder() {
    Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
    map.put("a", 1);
    map.put("b", 2);

    result(map);

    assertThat(map.keySet()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void items_iteratorThatThrows_keepsWhatCameBeforeAndEndsWithDots(int good) {
    Iterator<Object> changed =
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Object next() {
            if (given++ == good) {
              throw new ConcurrentModificationException();
            }
            return "x";
          }
        };
    ByteBuilder out = new ByteBuilder(16).raw('[');

    Rendered.RENDERER.items(out, changed, 0, true, Budget.of(9, 99));

    assertThat(Rendered.checked(out.raw(']')))
        .isEqualTo("[[" + "\"x\",".repeat(good) + "\"...\"]]");
  }

  @Test
  @Timeout(60)
  void result_containersThatAnotherThreadChanges_areAlwaysValidJson() throws Exception {
    List<Object> list = new ArrayList<>();
    Map<Object, Object> map = new HashMap<>();
    StringBuilder text = new StringBuilder();
    AtomicBoolean stop = new AtomicBoolean();
    Thread changing =
        new Thread(
            () -> {
              while (!stop.get()) {
                list.add(1);
                map.put(list.size(), list.size());
                text.append("ab\ud83d\ude00");
                if (list.size() > 50) {
                  list.clear();
                  map.clear();
                  text.setLength(0);
                }
              }
            });
    changing.start();
    try {
      for (int i = 0; i < 20_000; i++) {
        result(List.of(list, map, text));
      }
    } finally {
      stop.set(true);
      changing.join();
    }
  }

  @Test
  @Timeout(60)
  void result_whereTheStackEnds_isValidJsonWheneverThereIsAResult() throws Exception {
    Object value = List.of(Map.of("a", new Line("x", 1)), new int[] {1}, List.of("y"));
    String whole = result(value);
    List<String> results = new ArrayList<>();
    Thread deep = new Thread(null, () -> descend(value, results), "deep", 256 * 1024);

    deep.start();
    deep.join();

    assertThat(results).hasSizeGreaterThan(20).contains(whole);
    results.forEach(Rendered::parse);
  }

  /** Renders at every depth that the stack allows, the deepest first. */
  @SuppressWarnings("InfiniteRecursion") // Until the stack ends, which is the point.
  private static void descend(Object value, List<String> results) {
    try {
      descend(value, results);
    } catch (StackOverflowError full) {
      // This is the deepest call that can do anything.
    }
    if (results.size() > 200) {
      return;
    }
    ByteBuilder out = new ByteBuilder(1024);
    Rendered.RENDERER.result(out, false, value);
    results.add(out.toString());
  }

  @Test
  void new_fieldLengthOutOfRange_isRefused() {
    assertThatThrownBy(() -> new ValueRenderer(Redaction.standard(), 15, false))
        .hasMessage("max_field_length: found 15. Write a number from 16 to 65536.");
  }
}
