package io.glimpse.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;

/** Which declared types make a function asynchronous. */
final class LateResultTest {
  private static final class OwnFuture extends CompletableFuture<String> {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        CompletionStage.class,
        CompletableFuture.class,
        OwnFuture.class,
        Flow.Publisher.class,
        Publisher.class,
        Uni.class,
        Multi.class
      })
  void declaredType_ofTheList_isLate(Class<?> declared) {
    assertThat(LateResult.of(declared)).isPresent();
    assertThat(LateResult.isLeftAlone(declared)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SubmissionPublisher.class,
        Flow.Processor.class,
        Processor.class,
        AbstractUni.class,
        BroadcastProcessor.class
      })
  void declaredType_thatIsASubtypeOfAPublisher_isLeftAlone(Class<?> declared) {
    assertThat(LateResult.of(declared)).isEmpty();
    assertThat(LateResult.isLeftAlone(declared)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {void.class, int.class, Object.class, String.class, Future.class})
  void declaredType_ofAnyOtherKind_isNeither(Class<?> declared) {
    assertThat(LateResult.of(declared)).isEmpty();
    assertThat(LateResult.isLeftAlone(declared)).isFalse();
  }

  @Test
  void library_thatGlimpseDoesNotSee_isLeftAloneAndHarmsNobody() throws Exception {
    URL core = LateResult.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader withoutLibraries = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader alone = new URLClassLoader(new URL[] {core}, withoutLibraries)) {
      Class<?> kinds = alone.loadClass(LateResult.class.getName());
      for (Class<?> declared : List.of(Publisher.class, Uni.class, Multi.class)) {
        Optional<?> kind = (Optional<?>) kinds.getMethod("of", Class.class).invoke(null, declared);
        assertThat((Object) kind).isEqualTo(Optional.empty());
        Object leftAlone = kinds.getMethod("isLeftAlone", Class.class).invoke(null, declared);
        assertThat(leftAlone).isEqualTo(true);
      }
    }
  }
}
