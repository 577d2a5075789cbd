package com.acme.guest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** A bean whose answers come later; the test decides when. */
@ApplicationScoped
public class Clerk {
  @Inject Drawer drawer;

  /** Calls another bean and leaves the rest to whoever completes the stage. */
  public CompletionStage<String> look(int number, CompletableFuture<String> answer) {
    return answer.thenCombine(
        CompletableFuture.completedFuture(drawer.pull(number)), (said, found) -> said + found);
  }

  /** Hands the stage out as it is. */
  public CompletableFuture<String> same(CompletableFuture<String> answer) {
    return answer;
  }

  /** A publisher by its own name. */
  public Flow.Publisher<String> read(SubmissionPublisher<String> items) {
    return items;
  }

  /** A subtype of a publisher. */
  public SubmissionPublisher<String> lend(SubmissionPublisher<String> items) {
    return items;
  }
}
