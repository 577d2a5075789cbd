package io.glimpse.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.annotation.Redacted;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code @Redacted} hides of a method, wherever it stands. */
final class RedactedPartsTest {
  @Test
  void method_withoutTheAnnotation_hidesNothing() {
    assertThat(partsOf(Safe.class, "count", int.class))
        .isEqualTo(new RedactedParts(Set.of(), false));
  }

  @Test
  void annotation_onTheMethodOrItsParameters_isSeen() {
    assertThat(partsOf(Safe.class, "open", String.class, String.class))
        .isEqualTo(new RedactedParts(Set.of(1), true));
  }

  @Test
  void annotation_onAnOverriddenMethod_isSeenThroughClassesInterfacesAndTypeVariables() {
    assertThat(partsOf(Vault.class, "open", String.class, String.class))
        .isEqualTo(new RedactedParts(Set.of(1), true));
    assertThat(partsOf(Vault.class, "put", String.class))
        .isEqualTo(new RedactedParts(Set.of(0), false));
    assertThat(partsOf(Vault.class, "take")).isEqualTo(new RedactedParts(Set.of(), true));
  }

  @Test
  void annotation_onAnOverload_isNotSeen() {
    assertThat(partsOf(Vault.class, "open", String.class, int.class))
        .isEqualTo(new RedactedParts(Set.of(), false));
    assertThat(partsOf(Vault.class, "put", String.class, int.class))
        .isEqualTo(new RedactedParts(Set.of(), false));
  }

  @Test
  void annotation_onAPrivateOrStaticNamesake_isNotSeen() {
    assertThat(partsOf(Vault.class, "hide", String.class))
        .isEqualTo(new RedactedParts(Set.of(), false));
  }

  private static RedactedParts partsOf(Class<?> type, String name, Class<?>... parameters) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isBridge())
        .filter(method -> method.getName().equals(name))
        .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
        .map(RedactedParts::of)
        .findFirst()
        .orElseThrow();
  }

  interface Store<T> {
    void put(@Redacted T thing);

    void put(@Redacted T thing, @Redacted String place);
  }

  interface Source<T> {
    @Redacted
    T take();
  }

  static class Safe {
    int count(int more) {
      return more;
    }

    @Redacted
    String open(String owner, @Redacted String phrase) {
      return owner + phrase;
    }

    @SuppressWarnings("UnusedMethod")
    private static String hide(@Redacted String thing) {
      return thing;
    }
  }

  abstract static class Middle extends Safe implements Store<String> {}

  static final class Vault extends Middle implements Source<String> {
    @Override
    String open(String owner, String phrase) {
      return owner;
    }

    String open(String owner, int number) {
      return owner + number;
    }

    @Override
    public void put(String thing) {}

    @Override
    public void put(String thing, String place) {}

    public void put(String thing, int place) {}

    @Override
    public String take() {
      return "";
    }

    @SuppressWarnings("UnusedMethod")
    String hide(String thing) {
      return thing;
    }
  }
}
