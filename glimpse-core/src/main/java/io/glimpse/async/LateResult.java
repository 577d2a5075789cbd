package io.glimpse.async;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * A kind of result that ends later than its function: a {@link CompletionStage}, which is watched
 * as it is, or a publisher, which has to be wrapped.
 *
 * <pre>{@code
 * Optional<LateResult> kind = LateResult.of(method.getReturnType());
 * …
 * return kind.get().watched(result, outcome -> end(outcome));
 * }</pre>
 *
 * <p>Which kind a function has is decided once, by its declared return type. A stage may be
 * declared by any subtype, since the caller gets the very same object. Publishers are only those
 * whose declared type is exactly {@link Flow.Publisher}, {@code org.reactivestreams.Publisher},
 * Mutiny's {@code Uni} or {@code Multi}: behind a subtype the caller may expect methods that a
 * wrapper does not have (specification, section 5).
 *
 * <p>Immutable, for any thread.
 *
 * @since 0.1
 */
public sealed interface LateResult
    permits StageResult, FlowResult, StreamsResult, UniResult, MultiResult {
  /**
   * The kind of a function that is declared to return this; empty where it ends when it returns.
   */
  static Optional<LateResult> of(Class<?> declared) {
    if (CompletionStage.class.isAssignableFrom(declared)) {
      return Optional.of(ofStages());
    }
    try {
      return switch (declared.getName()) {
        case "java.util.concurrent.Flow$Publisher" -> Optional.of(new FlowResult());
        case "org.reactivestreams.Publisher" -> StreamsResult.of(declared);
        case "io.smallrye.mutiny.Uni" -> UniResult.of(declared);
        case "io.smallrye.mutiny.Multi" -> MultiResult.of(declared);
        default -> Optional.empty();
      };
    } catch (LinkageError notWithinOurSight) {
      // The application has the library where Glimpse does not see it: an EAR's lib, for example.
      return Optional.empty();
    }
  }

  /** The kind that every {@link CompletionStage} is of. */
  static LateResult ofStages() {
    return new StageResult();
  }

  /**
   * Whether a function that is declared to return this hands out a publisher that is not wrapped,
   * so that its calls end when they return although the work may not be done by then.
   */
  static boolean isLeftAlone(Class<?> declared) {
    return of(declared).isEmpty() && PublisherTypes.include(declared);
  }

  /**
   * The same where no class may be loaded, as while an application is built.
   *
   * @param declared the binary name of the type that the function is declared to return
   * @param inherited the names of all that it inherits from; it may be among them itself
   */
  static boolean isLeftAlone(String declared, Collection<String> inherited) {
    return !inherited.contains(CompletionStage.class.getName())
        && PublisherTypes.includeAnyOf(inherited)
        && !PublisherTypes.isWrapped(declared);
  }

  /**
   * Watches one result.
   *
   * @param end is told how it ended, on the thread that ends it, which may be this one; where a
   *     publisher has several subscribers, by each. It must not throw.
   * @return what the caller of the function shall get
   * @throws RuntimeException what a stage of the application's own throws at being watched
   */
  Object watched(Object result, Consumer<Outcome> end);
}
