package io.glimpse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.record.RecordKind;
import org.junit.jupiter.api.Test;

/** What becomes of a record whose thread is stopped by the machine in the middle of it. */
final class SegmentTest {
  private final EncodedRecord record = new EncodedRecord();
  private final Segment segment = new Segment(new byte[1024]);

  @Test
  void mark_afterSomeRecords_saysHowManyThereAre() {
    assertThat(record.append(segment, RecordKind.START, 1, 0)).isTrue();
    long first = segment.mark();
    assertThat(record.append(segment, RecordKind.CALL, 1, 1)).isTrue();
    assertThat(record.append(segment, RecordKind.SPAN, 1, 2)).isTrue();

    long between = segment.mark() - first;

    assertThat(Mark.records(first)).isEqualTo(1);
    assertThat(Mark.records(between)).isEqualTo(4);
    assertThat(Mark.entries(between)).isEqualTo(2);
    assertThat(Mark.bytes(first)).isEqualTo(RecordKind.lengthAt(segment.memory(), 0));
  }

  @Test
  void revokedSegment_takesNothingMore() {
    segment.revoke();

    assertThat(record.append(segment, RecordKind.SPAN, 1, 0)).isFalse();
    assertThat(segment.mark()).isZero();
  }

  @Test
  void recordThatWasOnItsWayWhenItsSegmentWasRevoked_isInIt() {
    long after = Mark.of(RecordKind.SPAN, 80);
    segment.revoke();

    assertThat(segment.accept(after)).isTrue();

    assertThat(segment.end()).isTrue();
    assertThat(segment.endedAt()).isEqualTo(after);
  }

  @Test
  void recordThatWasOnItsWayWhenItsSegmentWasTaken_isNotInIt() {
    assertThat(record.append(segment, RecordKind.SPAN, 1, 0)).isTrue();
    long before = segment.mark();
    segment.revoke();
    assertThat(segment.end()).isTrue();

    assertThat(segment.accept(before + Mark.of(RecordKind.SPAN, 80))).isFalse();

    assertThat(segment.endedAt()).isEqualTo(before);
    assertThat(segment.filledTo()).isEqualTo(before);
  }

  @Test
  void segment_endsOnce() {
    assertThat(segment.end()).isTrue();
    assertThat(segment.end()).isFalse();
    assertThat(Segment.none().end()).isFalse();
  }
}
