package io.glimpse.logcontext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class Slf4jContextTest {
  /** Sees these names, and no other class that is not the JDK's. */
  private static final class Only extends ClassLoader {
    private final Set<String> names;

    Only(String... names) {
      super(getPlatformClassLoader());
      this.names = Set.of(names);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (names.contains(name)) {
        return Slf4jContextTest.class; // whatever it is
      }
      throw new ClassNotFoundException(name);
    }
  }

  @Test
  void olderSlf4j_isBound_onlyWithSomethingBehindIt() {
    assertThat(Slf4jContext.isBound(new Only("org.slf4j.MDC", "org.slf4j.impl.StaticMDCBinder")))
        .isTrue();
    assertThat(Slf4jContext.isBound(new Only("org.slf4j.MDC"))).isFalse();
    assertThat(Slf4jContext.isBound(new Only())).isFalse();
  }
}
