package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PolicyBuilderTest {
  @Test
  void build_everyValue_isHeldAsGiven() {
    TracingPolicy policy =
        TracingPolicy.builder()
            .origin("ShopPolicy")
            .name("shop")
            .exactModules("a")
            .exactModules("b", "c")
            .packageTrees("d")
            .exclude("e", "f#g")
            .traceDepth(1000)
            .maxCallsPerTrace(1_000_000)
            .minDurationMillis(3_600_000)
            .sampleRatio(0)
            .keep(Keep.SLOW_OR_FAILED)
            .slowMillis(0)
            .captureArguments(false)
            .captureResult(false)
            .captureUnnamed(true)
            .maxFieldLength(16)
            .redact("iban")
            .excludePaths("/internal/*")
            .trustIncoming(false)
            .honourSampled(false)
            .build();

    assertThat(policy.origin()).isEqualTo("ShopPolicy");
    assertThat(policy.exactModules()).containsExactly("a", "b", "c");
    assertThat(policy.capture())
        .isEqualTo(new Capture(false, false, true, OptionalInt.of(16), List.of("iban")));
    assertThat(policy.http()).isEqualTo(new Http(List.of("/internal/*"), false, false));
    assertThat(TracingPolicy.parse("again", policy.toJson())).isEqualTo(policy);
  }

  @Test
  void build_badValues_areAllInOneException() {
    PolicyBuilder builder =
        TracingPolicy.builder()
            .exactModules("a", "a", "")
            .packageTrees("p.C#m")
            .traceDepth(0)
            .maxCallsPerTrace(0)
            .minDurationMillis(-1)
            .slowMillis(Long.MAX_VALUE)
            .sampleRatio(Double.NaN)
            .maxFieldLength(1)
            .redact(" ")
            .excludePaths("internal");

    PolicyException bad = catchThrowableOfType(PolicyException.class, builder::build);

    assertThat(bad.problems())
        .extracting(PolicyProblem::pointer)
        .containsExactly(
            "/exact_modules/1",
            "/exact_modules/2",
            "/package_trees/0",
            "/trace_depth",
            "/max_calls_per_trace",
            "/min_duration_ms",
            "/slow_ms",
            "/sample_ratio",
            "/capture/max_field_length",
            "/capture/redact/0",
            "/http/exclude_paths/0");
    assertThat(bad).hasMessageContaining("TracingPolicy.builder() at /trace_depth: found 0.");
  }

  @Test
  void build_twice_givesTwoPoliciesThatDoNotShare() {
    PolicyBuilder builder = TracingPolicy.builder().packageTrees("a");
    TracingPolicy first = builder.build();

    TracingPolicy second = builder.packageTrees("b").build();

    assertThat(first.packageTrees()).containsExactly("a");
    assertThat(second.packageTrees()).containsExactly("a", "b");
  }
}
