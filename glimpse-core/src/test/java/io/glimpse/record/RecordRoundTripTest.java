package io.glimpse.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What the encoder writes, the cursor and the values show. */
final class RecordRoundTripTest {
  private final NameTable functions = new NameTable();
  private final ByteBuilder bytes = new ByteBuilder(8);
  private final RecordEncoder encoder = new RecordEncoder(bytes);

  @ParameterizedTest
  @EnumSource(
      value = RecordKind.class,
      mode = Mode.EXCLUDE,
      names = {"CALL", "SAID"})
  void fixedPart_ofEachKind_comesBackAsItWas(RecordKind kind) {
    encoder.begin(kind, 3, SpanKind.CLIENT, true, Long.MIN_VALUE, -2, Long.MAX_VALUE, -4);
    encoder.times(-5, 6).function(7, 8);
    int length = encoder.end();

    RecordCursor record = batch(1).cursor();
    assertThat(record.next()).isTrue();
    assertThat(length).isEqualTo(bytes.size()).isEqualTo(72);
    assertThat(record.kind()).isEqualTo(kind);
    assertThat(record.flags()).isEqualTo(3);
    assertThat(record.spanKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(record.failed()).isTrue();
    assertThat(record.traceHigh()).isEqualTo(Long.MIN_VALUE);
    assertThat(record.traceLow()).isEqualTo(-2);
    assertThat(record.spanId()).isEqualTo(Long.MAX_VALUE);
    assertThat(record.parentId()).isEqualTo(-4);
    assertThat(record.startNanos()).isEqualTo(-5);
    assertThat(record.endNanos()).isEqualTo(6);
    assertThat(record.function()).isEqualTo(7);
    assertThat(record.cut()).isEqualTo(8);
    assertThat(record.next()).isFalse();
    assertThat(record.next()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SpanKind.class)
  void spanKind_eachWithEachStatus_comesBack(SpanKind kind) {
    for (boolean failed : new boolean[] {true, false}) {
      bytes.truncate(0);
      encoder.begin(RecordKind.SPAN, 0, kind, failed, 1, 2, 3, 0);
      encoder.times(0, 0).function(-1, 0).end();

      RecordCursor record = first();
      assertThat(record.spanKind()).isEqualTo(kind);
      assertThat(record.failed()).isEqualTo(failed);
    }
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void section_alone_isTheOnlyOneThatIsThere(Section section) {
    begin(RecordKind.SPAN);
    encoder.text(section, "t\u00e4xt \ud83d\ude00");
    encoder.end();

    RecordCursor record = first();
    assertThat(record.text(section)).isEqualTo("t\u00e4xt \ud83d\ude00");
    assertThat(record.textOr(section, "other")).isEqualTo("t\u00e4xt \ud83d\ude00");
    for (Section other : Section.values()) {
      if (other != section) {
        assertThat(record.length(other)).isZero();
        assertThat(record.text(other)).isEmpty();
        assertThat(record.textOr(other, "other")).isEqualTo("other");
      }
    }
  }

  @Test
  void sections_allOfThem_comeBackEachInItsPlace() {
    begin(RecordKind.SPAN);
    for (Section section : Section.values()) {
      encoder.text(section, section.name());
    }
    encoder.end();

    RecordCursor record = first();
    for (Section section : Section.values()) {
      assertThat(record.text(section)).isEqualTo(section.name());
    }
  }

  @Test
  void sections_emptyOnes_takeNoRoomAtTheEnd() {
    begin(RecordKind.SPAN);
    encoder.text(Section.THREAD, "").text(Section.NAME, "");

    assertThat(encoder.end()).isEqualTo(72);
  }

  @Test
  void callRecord_withSections_isReadAsItWasWritten() {
    CallRecord call = new CallRecord().begin(RecordKind.EXCEPTION, 3, true, 1, 2, 3, 4);
    encoder.sections(0);
    encoder
        .text(Section.ARGUMENTS, "{\"a\":1}")
        .text(Section.EXCEPTION_TYPE, "java.io.IOException");
    call.times(100, 250).function(5, 7).thread(6).remoteParent();
    call.sections(bytes.array(), 0, bytes.size(), encoder.sections());

    RecordCursor record = new RecordCursor(call.bytes(), call.length(), 0);
    assertThat(record.next()).isTrue();
    assertThat(record.kind()).isEqualTo(RecordKind.EXCEPTION);
    assertThat(record.failed()).isTrue();
    assertThat(record.flags()).isEqualTo(3);
    assertThat(record.traceHigh()).isEqualTo(1);
    assertThat(record.traceLow()).isEqualTo(2);
    assertThat(record.spanId()).isEqualTo(3);
    assertThat(record.parentId()).isEqualTo(4);
    assertThat(record.hasRemoteParent()).isTrue();
    assertThat(record.hasNoArguments()).isFalse();
    assertThat(record.startNanos()).isEqualTo(100);
    assertThat(record.endNanos()).isEqualTo(250);
    assertThat(record.cut()).isEqualTo(7);
    assertThat(record.function()).isEqualTo(5);
    assertThat(record.thread()).isEqualTo(6);
    assertThat(record.text(Section.ARGUMENTS)).isEqualTo("{\"a\":1}");
    assertThat(record.text(Section.EXCEPTION_TYPE)).isEqualTo("java.io.IOException");
    assertThat(record.next()).isFalse();
  }

  @Test
  void callRecord_usedAgain_saysNothingOfTheOneBefore() {
    CallRecord call = new CallRecord().begin(RecordKind.EXCEPTION, 3, true, 1, 2, 3, 4);
    encoder.sections(0);
    encoder.text(Section.THREAD, "a name of another length");
    call.times(100, 250).function(5, 7).thread(6).noArguments().remoteParent();
    call.sections(bytes.array(), 0, bytes.size(), encoder.sections());
    byte[] unused = call.bytes();

    call.begin(RecordKind.START, 0, false, 0, 0, 9, 0).times(1, 1).function(-1, 0).thread(-1);
    call.sections(bytes.array(), 0, 0, 0);

    RecordCursor record = new RecordCursor(call.bytes(), call.length(), 0);
    assertThat(record.next()).isTrue();
    assertThat(record.spanId()).isEqualTo(9);
    assertThat(record.failed()).isFalse();
    assertThat(record.hasRemoteParent()).isFalse();
    assertThat(record.hasNoArguments()).isFalse();
    assertThat(record.function()).isEqualTo(-1);
    assertThat(record.thread()).isEqualTo(NameTable.UNKNOWN);
    assertThat(record.text(Section.THREAD)).isEmpty();
    assertThat(record.sections()).isZero();
    assertThat(record.next()).isFalse();
  }

  @Test
  void call_inOneRecord_isReadAsStartAndEnd() {
    CallRecord call = new CallRecord().begin(RecordKind.CALL, 1, false, 1, 2, 3, 4);
    encoder.sections(0);
    encoder.text(Section.ARGUMENTS, "{}").text(Section.RESULT, "17");
    call.times(100, 250).function(5, 7).thread(6);
    call.sections(bytes.array(), 0, bytes.size(), encoder.sections());

    RecordCursor record = new RecordCursor(call.bytes(), call.length(), 40);
    assertThat(record.next()).isTrue();
    assertThat(record.kind()).isEqualTo(RecordKind.START);
    assertThat(record.entryNumber()).isEqualTo(40);
    assertThat(record.endNanos()).isEqualTo(100);
    assertThat(record.cut()).isZero();
    assertThat(record.sections()).isEqualTo(Section.ARGUMENTS.count());
    assertThat(record.text(Section.ARGUMENTS)).isEqualTo("{}");
    assertThat(record.text(Section.RESULT)).isEmpty();
    assertThat(record.next()).isTrue();
    assertThat(record.kind()).isEqualTo(RecordKind.END);
    assertThat(record.entryNumber()).isEqualTo(41);
    assertThat(record.startNanos()).isEqualTo(100);
    assertThat(record.endNanos()).isEqualTo(250);
    assertThat(record.cut()).isEqualTo(7);
    assertThat(record.sections()).isEqualTo(Section.RESULT.count());
    assertThat(record.text(Section.ARGUMENTS)).isEqualTo("{}");
    assertThat(record.text(Section.RESULT)).isEqualTo("17");
    assertThat(record.next()).isFalse();
  }

  @Test
  void startTakenOut_leavesTheEndOfACallAndNothingOfAStart() {
    CallRecord call = new CallRecord();
    for (RecordKind kind : List.of(RecordKind.START, RecordKind.CALL, RecordKind.END)) {
      call.begin(kind, 1, false, 1, 2, 3, 4).times(100, 250).function(5, 7).thread(6);
      call.sections(bytes.array(), 0, 0, 0);
      bytes.raw(call.bytes(), 0, call.length());
    }
    RecordKind.takeStartOut(bytes.array(), 0);
    RecordKind.takeStartOut(bytes.array(), call.length());

    RecordCursor record = new RecordCursor(bytes.array(), bytes.size(), 8);
    assertThat(record.next()).isTrue();
    assertThat(record.kind()).isEqualTo(RecordKind.END);
    assertThat(record.entryNumber()).isEqualTo(8);
    assertThat(record.next()).isTrue();
    assertThat(record.kind()).isEqualTo(RecordKind.END);
    assertThat(record.entryNumber()).isEqualTo(9);
    assertThat(record.next()).isFalse();
  }

  @Test
  void thread_byIndexOrBySection_hasItsName() {
    NameTable names = new NameTable();
    int worker = names.threadIndex("worker");
    begin(RecordKind.SPAN);
    encoder.thread(worker).end();
    begin(RecordKind.SPAN);
    encoder.text(Section.THREAD, "other").end();

    RecordCursor record = new RecordCursor(bytes.array(), bytes.size(), 1);
    assertThat(record.next()).isTrue();
    assertThat(record.threadName(names)).isEqualTo("worker");
    assertThat(record.next()).isTrue();
    assertThat(record.threadName(names)).isEqualTo("other");
    assertThat(names.threadIndex("worker")).isEqualTo(worker);
  }

  @Test
  void threadIndex_whenTheTableIsFull_isUnknown() {
    NameTable names = new NameTable();
    for (int i = 0; i < 4096; i++) {
      assertThat(names.threadIndex("t" + i)).isEqualTo(i);
    }

    assertThat(names.threadIndex("one more")).isEqualTo(NameTable.UNKNOWN);
    assertThat(names.threadIndex("t7")).isEqualTo(7);
  }

  @Test
  void noArguments_areAnEmptyObjectWithoutASection() {
    begin(RecordKind.START);
    encoder.noArguments().end();

    RecordCursor record = new RecordCursor(bytes.array(), bytes.size(), 1);
    assertThat(record.next()).isTrue();
    assertThat(record.hasNoArguments()).isTrue();
    assertThat(record.length(Section.ARGUMENTS)).isZero();
  }

  @Test
  void section_outOfOrder_isRefused() {
    begin(RecordKind.SPAN);
    encoder.text(Section.NAME, "name");

    assertThatIllegalStateException()
        .isThrownBy(() -> encoder.text(Section.THREAD, "late"))
        .withMessageContaining("THREAD");
    assertThatIllegalStateException().isThrownBy(() -> encoder.text(Section.NAME, "twice"));
  }

  @Test
  void records_oneAfterTheOther_areFoundWithTheirEntryNumbers() {
    for (RecordKind kind :
        List.of(RecordKind.START, RecordKind.SPAN, RecordKind.END, RecordKind.EXCEPTION)) {
      begin(kind);
      encoder.text(Section.THREAD, kind.name());
      encoder.end();
    }

    List<String> seen = new ArrayList<>();
    for (RecordCursor record = batch(100).cursor(); record.next(); ) {
      seen.add(record.kind() + "/" + record.text(Section.THREAD) + "/" + record.entryNumber());
    }
    assertThat(seen)
        .containsExactly(
            "START/START/100", "SPAN/SPAN/101", "END/END/101", "EXCEPTION/EXCEPTION/102");
    assertThat(batch(100).logEntries())
        .extracting(LogEntry::entryId)
        .containsExactly("inst-100", "inst-101", "inst-102");
    assertThat(batch(100).spans()).hasSize(3);
  }

  @Test
  void kinds_becomeAsManyRecordsAsTheContractSays() {
    assertThat(RecordKind.START.records()).isEqualTo(1);
    assertThat(RecordKind.END.records()).isEqualTo(2);
    assertThat(RecordKind.EXCEPTION.records()).isEqualTo(2);
    assertThat(RecordKind.SPAN.records()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> Stage.of(RecordKind.SPAN));
  }

  @Test
  void attributes_ofEachType_comeBackInOrder() {
    span(
        Section.ATTRIBUTES,
        out -> {
          RecordEncoder.attribute(out, "text", "t\u00e4xt");
          RecordEncoder.attribute(out, "", "");
          RecordEncoder.attribute(out, "long", Long.MIN_VALUE);
          RecordEncoder.attribute(out, "int", -7);
          RecordEncoder.attribute(out, "double", -0.0);
          RecordEncoder.attribute(out, "nan", Double.NaN);
          RecordEncoder.attribute(out, "true", true);
          RecordEncoder.attribute(out, "false", false);
        });

    assertThat(onlySpan().attributes())
        .containsExactly(
            entry("text", "t\u00e4xt"),
            entry("", ""),
            entry("long", Long.MIN_VALUE),
            entry("int", -7L),
            entry("double", -0.0),
            entry("nan", Double.NaN),
            entry("true", true),
            entry("false", false));
  }

  @Test
  void attributeCursor_showsTypesAndBits() {
    span(
        Section.ATTRIBUTES,
        out -> {
          RecordEncoder.attribute(out, "key", "text");
          RecordEncoder.attribute(out, "half", 0.5);
        });

    AttributeCursor attribute = first().attributes();
    assertThat(attribute.next()).isTrue();
    assertThat(attribute.type()).isEqualTo('s');
    assertThat(attribute.keyLength()).isEqualTo(3);
    assertThat(attribute.textLength()).isEqualTo(4);
    assertThat(new String(bytes.array(), attribute.textOffset(), 4, StandardCharsets.UTF_8))
        .isEqualTo("text");
    assertThat(new String(bytes.array(), attribute.keyOffset(), 3, StandardCharsets.UTF_8))
        .isEqualTo("key");
    assertThat(attribute.next()).isTrue();
    assertThat(attribute.type()).isEqualTo('d');
    assertThat(attribute.bits()).isEqualTo(Double.doubleToRawLongBits(0.5));
    assertThat(attribute.next()).isFalse();
  }

  @Test
  void attribute_ofAnotherType_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordEncoder.attribute(bytes, "key", 'c'))
        .withMessage("attribute key is a java.lang.Character, not text or a number");
  }

  @Test
  void events_withAndWithoutAttributes_comeBack() {
    span(
        Section.EVENTS,
        out -> {
          RecordEncoder.endEvent(out, RecordEncoder.beginEvent(out, "bare", 1_000_000_001L));
          int at = RecordEncoder.beginEvent(out, "r\u00efch", -1);
          RecordEncoder.attribute(out, "one", 1L);
          RecordEncoder.attribute(out, "two", "2");
          RecordEncoder.endEvent(out, at);
        });

    List<SpanRecord.Event> events = onlySpan().events();
    assertThat(events).hasSize(2);
    assertThat(events.get(0).name()).isEqualTo("bare");
    assertThat(events.get(0).timestamp()).isEqualTo(Instant.ofEpochSecond(1, 1));
    assertThat(events.get(0).attributes()).isEmpty();
    assertThat(events.get(1).name()).isEqualTo("r\u00efch");
    assertThat(events.get(1).timestamp())
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999999Z"));
    assertThat(events.get(1).attributes()).containsExactly(entry("one", 1L), entry("two", "2"));
  }

  @Test
  void links_comeBack() {
    span(
        Section.LINKS,
        out -> {
          RecordEncoder.link(out, 1, 2, 3, 1, true);
          RecordEncoder.link(out, -1, -2, -3, 0, false);
        });

    assertThat(onlySpan().links())
        .containsExactly(
            new SpanRecord.Link(new TraceId(1, 2), new SpanId(3), 1),
            new SpanRecord.Link(new TraceId(-1, -2), new SpanId(-3), 0));
  }

  @Test
  void span_withNothingBesideItsName_hasEmptyPartsInsteadOfNulls() {
    begin(RecordKind.SPAN);
    encoder.text(Section.NAME, "checkout");
    encoder.end();

    SpanRecord span = onlySpan();
    assertThat(span.name()).isEqualTo("checkout");
    assertThat(span.parentSpanId()).isNull();
    assertThat(span.traceState()).isEmpty();
    assertThat(span.statusMessage()).isNull();
    assertThat(span.attributes()).isEmpty();
    assertThat(span.events()).isEmpty();
    assertThat(span.links()).isEmpty();
    assertThat(span.service()).isEqualTo("shop");
  }

  @Test
  void function_isResolvedByItsIndex() {
    functions.add(FunctionName.of("com.acme.Cart", "add", null));
    int index = functions.add(FunctionName.of("com.acme.Cart$Line", "total", "com.acme.Big"));
    encoder.begin(RecordKind.END, 0, SpanKind.INTERNAL, false, 1, 2, 3, 4);
    encoder.times(1_000, 3_000).function(index, 5);
    encoder.end();

    RecordBatch batch = batch(1);
    assertThat(batch.logEntries().get(0).function()).isEqualTo("com.acme.Cart$Line.total");
    assertThat(batch.logEntries().get(0).parentSpanId()).isEqualTo(new SpanId(4));
    assertThat(batch.logEntries().get(0).durationNanos()).isEqualTo(2_000);
    assertThat(batch.spans().get(0).name()).isEqualTo("Cart$Line.total");
    assertThat(batch.spans().get(0).attributes())
        .containsExactly(
            entry("code.function.name", "com.acme.Cart$Line.total"),
            entry("glimpse.bean", "com.acme.Big"),
            entry("glimpse.cut", 5L));
  }

  @Test
  void functionName_ofAClassWithoutAPackage_isShortAndQualifiedAlike() {
    FunctionName name = FunctionName.of("Main", "run", null);

    assertThat(name.qualified()).isEqualTo("Main.run");
    assertThat(name.shortName()).isEqualTo("Main.run");
  }

  @Test
  void functionTable_growing_keepsWhatItHas() {
    for (int i = 0; i < 1000; i++) {
      assertThat(functions.add(FunctionName.of("C", "m" + i, null))).isEqualTo(i);
    }

    assertThat(functions.size()).isEqualTo(1000);
    assertThat(functions.get(0).qualified()).isEqualTo("C.m0");
    assertThat(functions.get(999).qualified()).isEqualTo("C.m999");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_001, -1, 0, 1, 999_999_999, Long.MAX_VALUE})
  void instant_ofAnyNanos_isExact(long nanos) {
    Instant instant = SpanRecord.instant(nanos);

    assertThat(
            java.math.BigInteger.valueOf(instant.getEpochSecond())
                .multiply(java.math.BigInteger.valueOf(1_000_000_000))
                .add(java.math.BigInteger.valueOf(instant.getNano())))
        .isEqualTo(java.math.BigInteger.valueOf(nanos));
  }

  @Test
  void batch_saysHowMuchItHolds() {
    begin(RecordKind.END);
    encoder.end();

    assertThat(batch(1)).hasToString("2 records in 72 bytes");
  }

  private void begin(RecordKind kind) {
    encoder.begin(kind, 0, SpanKind.INTERNAL, false, 1, 2, 3, 0);
    encoder.times(0, 0).function(-1, 0);
  }

  private void span(Section section, Consumer<ByteBuilder> content) {
    begin(RecordKind.SPAN);
    content.accept(encoder.open(section));
    encoder.close();
    encoder.end();
  }

  private RecordCursor first() {
    RecordCursor record = batch(1).cursor();
    assertThat(record.next()).isTrue();
    return record;
  }

  private SpanRecord onlySpan() {
    List<SpanRecord> spans = batch(1).spans();
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  /** Exactly as long as its records are, as the drainer's small batches are. */
  private RecordBatch batch(long firstEntry) {
    byte[] copy = Arrays.copyOf(bytes.array(), bytes.size());
    int records = 0;
    for (RecordCursor record = new RecordCursor(copy, copy.length, 0); record.next(); ) {
      records += record.kind().records();
    }
    return new RecordBatch(
        copy, copy.length, records, firstEntry, new RecordBatch.Source("inst", "shop", functions));
  }
}
