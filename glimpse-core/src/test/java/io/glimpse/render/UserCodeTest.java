package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.FileSystemException;
import java.rmi.RemoteException;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** Objects of users that count, and then refuse, every question. None may be asked. */
final class UserCodeTest {
  private static int calls;
  private static boolean armed;

  /** Behaves while a test builds its structures, counts and throws from then on. */
  private static void called() {
    if (armed) {
      calls++;
      throw new AssertionError("user code was called");
    }
  }

  private static final class Hostile implements Comparable<Hostile>, CharSequence {
    private static int made;
    private final int number = made++;

    @Override
    public int compareTo(Hostile other) {
      called();
      return Integer.compare(number, other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      called();
      return this == other;
    }

    @Override
    public int hashCode() {
      called();
      return number % 3;
    }

    @Override
    public String toString() {
      called();
      return "";
    }

    @Override
    public int length() {
      called();
      return 0;
    }

    @Override
    public char charAt(int index) {
      called();
      return 0;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      called();
      return this;
    }
  }

  private static final class HostileList extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      called();
      return 1;
    }

    @Override
    public Iterator<Object> iterator() {
      called();
      return Collections.emptyIterator();
    }

    @Override
    public int size() {
      called();
      return 1;
    }

    @Override
    public int hashCode() {
      called();
      return 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      called();
      return this == other;
    }

    @Override
    public String toString() {
      called();
      return "";
    }
  }

  private static final class HostileMap extends AbstractMap<Object, Object> {
    @Override
    public Set<Entry<Object, Object>> entrySet() {
      called();
      return Set.of();
    }

    @Override
    public int hashCode() {
      called();
      return 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      called();
      return this == other;
    }
  }

  private static final class HostileNumber extends BigInteger {
    private static final long serialVersionUID = 1;

    HostileNumber() {
      super("1");
    }

    @Override
    public int signum() {
      called();
      return super.signum();
    }

    @Override
    public int bitLength() {
      called();
      return super.bitLength();
    }

    @Override
    public BigInteger abs() {
      called();
      return super.abs();
    }

    @Override
    public String toString() {
      called();
      return super.toString();
    }

    @Override
    public String toString(int radix) {
      called();
      return super.toString(radix);
    }
  }

  record HostileRecord(Object first, Hostile second) {
    @Override
    public Object first() {
      called();
      return first;
    }

    @Override
    public Hostile second() {
      called();
      return second;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      called();
      return this == other;
    }

    @Override
    public int hashCode() {
      called();
      return 1;
    }

    @Override
    public String toString() {
      called();
      return "";
    }
  }

  private static <C extends Collection<Object>> C filled(C empty) {
    for (int i = 0; i < 20; i++) {
      empty.add(new Hostile());
    }
    return empty;
  }

  private static <M extends Map<Object, Object>> M filledMap(M empty) {
    for (int i = 0; i < 20; i++) {
      empty.put(new Hostile(), new Hostile());
    }
    return empty;
  }

  private static Comparator<Object> hostileOrder() {
    return (a, b) -> {
      called();
      return ((Hostile) a).compareTo((Hostile) b);
    };
  }

  /** The JDK's reversed natural order, which asks the element on its right. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Hostile is comparable, whatever Object is.
  private static Comparator<Object> backwards() {
    return (Comparator) Comparator.<Hostile>reverseOrder();
  }

  // LinkedList is one of the classes under test; new Hostile() is another one each time.
  @SuppressWarnings({"DistinctVarargsChecker", "JdkObsolete"})
  static Stream<Object> structures() {
    armed = false;
    TreeSet<Object> natural = filled(new TreeSet<>());
    TreeSet<Object> ordered = filled(new TreeSet<>(hostileOrder()));
    TreeMap<Object, Object> map = filledMap(new TreeMap<>());
    Object low = natural.first();
    Object high = natural.last();
    Map<Object, Object> cells = new HashMap<>();
    cells.put("list", new HostileList());
    cells.put("map", new HostileMap());
    return Stream.of(
        new Hostile(),
        new HostileList(),
        new HostileMap(),
        new HostileNumber(),
        new BigDecimal(new HostileNumber()),
        new BigDecimal(new HostileNumber(), 3),
        new HostileRecord(new HostileList(), new Hostile()),
        cells,
        Optional.of(new Hostile()),
        new Object[] {new Hostile(), new HostileMap()},
        Arrays.asList(new Hostile(), new Hostile()),
        List.of(new Hostile()),
        List.of(new Hostile(), new Hostile(), new Hostile()),
        Set.of(new Hostile()),
        Set.of(new Hostile(), new Hostile(), new Hostile()),
        Map.of(new Hostile(), new Hostile()),
        Map.of(new Hostile(), new Hostile(), new Hostile(), new Hostile()),
        Map.entry(new Hostile(), new Hostile()),
        filled(new ArrayList<>()),
        filled(new LinkedList<>()),
        filled(new ArrayDeque<>()),
        filled(new HashSet<>()),
        filled(new LinkedHashSet<>()),
        filled(new CopyOnWriteArrayList<>()),
        filledMap(new HashMap<>()),
        filledMap(new LinkedHashMap<>()),
        filledMap(new LinkedHashMap<>(16, 0.75f, true)),
        filledMap(new ConcurrentHashMap<>()),
        map,
        filledMap(new TreeMap<>(hostileOrder())),
        map.descendingMap(),
        map.tailMap(map.firstKey()),
        map.keySet(),
        Collections.unmodifiableMap(map),
        Collections.checkedSortedSet(natural, Object.class),
        natural,
        natural.descendingSet(),
        natural.headSet(high),
        natural.tailSet(low),
        natural.subSet(low, high),
        natural.tailSet(low, true).descendingSet(),
        ordered,
        ordered.descendingSet(),
        ordered.headSet(ordered.last()),
        ordered.subSet(ordered.first(), ordered.last()),
        filled(new TreeSet<>(backwards())).descendingSet(),
        filled(new TreeSet<>(backwards())).headSet(low));
  }

  @BeforeEach
  void start() {
    calls = 0;
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("structures")
  void render_structureOfHostileObjects_callsNoneOfThem(Object structure) {
    String json = underArms(() -> Rendered.result(structure));

    assertThat(calls).isZero();
    assertThat(json).doesNotContain("\"...\"");
  }

  @Test
  void render_treeSetAndItsView_onlyTheSetIsShownByContent() {
    armed = false;
    TreeSet<Object> natural = filled(new TreeSet<>());

    Object view = natural.headSet(natural.last());

    assertThat(underArms(() -> Rendered.result(natural))).startsWith("[\"UserCodeTest$Hostile@");
    assertThat(underArms(() -> Rendered.result(view))).startsWith("\"TreeSet@");
  }

  static class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HostileException() {
      super("never shown", new IllegalStateException("never seen"));
    }

    @Override
    public String getMessage() {
      called();
      return "";
    }

    @Override
    public String getLocalizedMessage() {
      called();
      return "";
    }

    @Override
    public synchronized @Nullable Throwable getCause() {
      called();
      return null;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      called();
      return new StackTraceElement[0];
    }

    @Override
    public String toString() {
      called();
      return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      called();
      return this == other;
    }

    @Override
    public int hashCode() {
      called();
      return 1;
    }
  }

  private static final class HostileReason extends FileSystemException {
    private static final long serialVersionUID = 1;

    HostileReason() {
      super("a", "b", "c");
    }

    @Override
    public String getReason() {
      called();
      return "";
    }
  }

  private static final class HostileRoot extends NamingException {
    private static final long serialVersionUID = 1;

    HostileRoot() {
      super("plain");
    }

    @Override
    public @Nullable Throwable getRootCause() {
      called();
      return null;
    }
  }

  private static final class Storage extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    Storage() {
      super("stored", new IOException("disk full"));
    }
  }

  static Stream<Throwable> failures() {
    armed = false;
    Exception suppressing = new Exception("outer");
    suppressing.addSuppressed(new HostileException());
    SAXException sax = new SAXException((Exception) new HostileException());
    return Stream.of(
        new HostileException(),
        new IllegalStateException("outer", new HostileException()),
        suppressing,
        sax,
        new IllegalStateException("outer", sax),
        new RemoteException("remote", new HostileException()),
        new RemoteException("remote", new Exception(null, new HostileException())),
        new HostileReason(),
        new HostileRoot());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("failures")
  void describe_hostileException_callsNothingOfIt(Throwable thrown) {
    String text =
        underArms(() -> ExceptionText.of(Redaction.standard(), thrown, 512, 1 << 14)).toString();

    assertThat(calls).isZero();
    assertThat(text).doesNotContain("never");
  }

  @Test
  void describe_overriddenMessage_isSaidNotToBeRead() {
    ExceptionText text =
        underArms(
            () -> ExceptionText.of(Redaction.standard(), new HostileException(), 512, 1 << 14));

    assertThat(text.summary())
        .isEqualTo("io.glimpse.render.UserCodeTest$HostileException: [message not read]");
    assertThat(text.stackTrace()).isEqualTo(text.summary() + "\n");
  }

  @Test
  void describe_userSubclassOfAJdkExceptionThatOnlyReadsItsField_keepsItsCause() {
    assertThat(ExceptionText.of(Redaction.standard(), new Storage(), 512, 1 << 14).stackTrace())
        .contains("Storage: stored\n", "Caused by: java.io.IOException: disk full\n");
  }

  private interface Rendering<T> {
    T run();
  }

  private static <T> T underArms(Rendering<T> rendering) {
    armed = true;
    try {
      return rendering.run();
    } finally {
      armed = false;
    }
  }

  @Test
  void arguments_hostileUnderEveryName_callsNoneOfThem() {
    ByteBuilder out = new ByteBuilder(16);
    ArgumentNames names =
        ArgumentNames.of(Redaction.standard(), Arrays.asList("a", null), Set.of());
    Object[] hostile = {new Hostile(), new HostileRecord(1, new Hostile())};

    underArms(
        () -> {
          Rendered.RENDERER.arguments(out, names, hostile);
          return out;
        });

    assertThat(calls).isZero();
    assertThat(Rendered.checked(out)).contains("\"a\":\"UserCodeTest$Hostile@");
  }
}
