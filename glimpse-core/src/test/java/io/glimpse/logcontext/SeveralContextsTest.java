package io.glimpse.logcontext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SeveralContextsTest {
  /** A map with one key. */
  private static final class Store implements LogContext {
    private @Nullable String value;

    @Override
    public @Nullable String replace(@Nullable String traceId) {
      String before = value;
      value = traceId;
      return before;
    }
  }

  @Test
  void contexts_withOneMapBetweenThem_areEmptyAgainAfterAScope() {
    Store shared = new Store();
    LogContext both = new SeveralContexts(List.of(shared, shared));

    String before = both.replace("trace");
    assertThat(shared.value).isEqualTo("trace");
    String unused = both.replace(before);

    assertThat(shared.value).isNull();
  }

  @Test
  void contexts_withOneMapBetweenThem_keepTheTraceAfterAnInnerScopeOfTheSameTrace() {
    Store shared = new Store();
    LogContext both = new SeveralContexts(List.of(shared, shared));
    String outer = both.replace("trace");

    String inner = both.replace("trace");
    String unused = both.replace(inner);

    assertThat(outer).isNull();
    assertThat(shared.value).isEqualTo("trace");
  }

  @Test
  void contexts_ofTheirOwn_giveBackWhatOneOfThemHad() {
    Store empty = new Store();
    Store full = new Store();
    String unused = full.replace("older");

    assertThat(new SeveralContexts(List.of(empty, full)).replace("trace")).isEqualTo("older");
  }
}
