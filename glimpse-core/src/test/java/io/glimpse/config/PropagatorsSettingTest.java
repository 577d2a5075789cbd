package io.glimpse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.propagation.Propagator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PropagatorsSettingTest {
  @Test
  void propagators_notSet_isTraceContext() {
    assertThat(Config.builder().readEnvironment(false).build().propagators())
        .containsExactly(Propagator.TRACECONTEXT);
  }

  @Test
  void propagators_severalInAnyCase_keepTheirOrderAndCountOnce() {
    assertThat(read("B3, tracecontext,b3multi,b3"))
        .containsExactly(Propagator.B3, Propagator.TRACECONTEXT, Propagator.B3MULTI);
  }

  @Test
  void propagators_unknownName_isNamedBesideTheKnownOnes() {
    assertThatThrownBy(() -> read("tracecontext, jaeger"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "parameter propagators: found \"tracecontext, jaeger\". There is no \"jaeger\"."
                + " Known are: tracecontext, b3, b3multi.");
  }

  @Test
  void propagators_emptyPart_isAProblem() {
    assertThatThrownBy(() -> read("b3,,tracecontext")).isInstanceOf(ConfigException.class);
  }

  private static List<Propagator> read(String text) {
    return Config.builder().readEnvironment(false).param("propagators", text).build().propagators();
  }
}
