package io.glimpse.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseHeaderTest {
  private static final SpanContext SPAN =
      new SpanContext(new TraceId(1, 2), new SpanId(3), new TraceFlags(3), TraceState.NONE, false);
  private static final String PARENT = "00-00000000000000010000000000000002-0000000000000003-03";

  @ParameterizedTest
  @CsvSource({
    "traceresponse, " + PARENT,
    "Server-Timing, 'traceparent;desc=\"" + PARENT + "\"'",
    "X-Trace-Id, 00000000000000010000000000000002"
  })
  void value_ofEachForm_tellsTheTrace(String name, String value) {
    ResponseHeader header = ResponseHeader.named(name).orElseThrow();

    assertThat(header.name()).isEqualTo(name);
    assertThat(header.value(SPAN)).isEqualTo(value);
  }

  @Test
  void named_none_isNoHeader() {
    assertThat(ResponseHeader.named("None")).isEmpty();
  }
}
