package io.glimpse.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.delivery.EncodingGarbage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class AllocationTest {
  @Test
  void append_anyKindOfRecord_allocatesNothingForIt() {
    assertThat(EncodingGarbage.perRecord(new ZipkinFormat())).isZero();
  }
}
