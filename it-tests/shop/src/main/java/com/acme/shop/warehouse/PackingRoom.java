package com.acme.shop.warehouse;

import com.acme.shop.catalog.Stock;
import com.acme.shop.logs.LogContexts;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Lets others count, in every way that a server has for that. Stands for work that is handed to
 * managed threads; where a server has none, every way ends with a {@link NamingException}.
 */
@ApplicationScoped
@ContextServiceDefinition(
    name = PackingRoom.LEAN,
    propagated = {ContextServiceDefinition.APPLICATION, "Glimpse"},
    cleared = ContextServiceDefinition.ALL_REMAINING)
@ContextServiceDefinition(
    name = PackingRoom.BARE,
    propagated = ContextServiceDefinition.APPLICATION,
    cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = PackingRoom.LEAN_EXECUTOR, context = PackingRoom.LEAN)
public class PackingRoom {

  static final String LEAN = "java:app/concurrent/Lean";
  static final String LEAN_EXECUTOR = "java:app/concurrent/LeanExecutor";
  static final String BARE = "java:app/concurrent/Bare";

  @Inject Stock stock;
  @Inject Labels labels;
  @Inject LogContexts logs;

  /** A task of the default executor. */
  public int byExecutor() throws Exception {
    return executor().submit(() -> stock.onHand("mug")).get();
  }

  /** A task of an executor that the shop defines, with a context that it defines. */
  public int byOwnExecutor() throws Exception {
    ExecutorService executor = lookUp(LEAN_EXECUTOR);
    return executor.submit(() -> stock.onHand("mug")).get();
  }

  /** Two stages, each a task of the default executor. */
  public int byStages() throws Exception {
    ExecutorService executor = executor();
    return CompletableFuture.supplyAsync(() -> stock.onHand("mug"), executor)
        .thenApplyAsync(mugs -> mugs + stock.onHand("pen"), executor)
        .get();
  }

  /** A task of the default scheduled executor. */
  public int bySchedule() throws Exception {
    ScheduledExecutorService scheduler = lookUp("java:comp/DefaultManagedScheduledExecutorService");
    return scheduler.schedule(() -> stock.onHand("mug"), 1, TimeUnit.MILLISECONDS).get();
  }

  /** An asynchronous method of another bean. */
  public String byAsynchronousMethod() throws Exception {
    executor(); // or this server would take it for a plain method
    // Open Liberty lets a thread that waits without a limit do the work itself, if it comes to
    // that.
    return labels.print("mug").get(30, TimeUnit.SECONDS);
  }

  /** A thread of nobody's, with the context of this one for one task and not for the next. */
  public int byContext(String jndiName) throws Exception {
    ContextService context = lookUp(jndiName);
    Callable<Integer> counted = context.contextualCallable(() -> stock.onHand("mug"));
    ExecutorService thread = Executors.newSingleThreadExecutor(PackingRoom::stranger);
    try {
      return thread.submit(counted).get() + thread.submit(() -> stock.onHand("pen")).get();
    } finally {
      thread.shutdown();
    }
  }

  /** What the log says of a task while it runs, and of its thread when it is done. */
  public List<String> logged() throws Exception {
    ContextService context = lookUp(LEAN);
    Callable<String> during = context.contextualCallable(logs::traceIds);
    ExecutorService thread = Executors.newSingleThreadExecutor(PackingRoom::stranger);
    try {
      return List.of(thread.submit(during).get(), thread.submit(logs::traceIds).get());
    } finally {
      thread.shutdown();
    }
  }

  /** Some log contexts are handed down to the threads that a thread makes; not to this one. */
  private static Thread stranger(Runnable work) {
    return new Thread(null, work, "stranger", 0, false);
  }

  // No type of Jakarta Concurrency may stand in a signature: where it is missing, so would the
  // bean.
  private static ExecutorService executor() throws NamingException {
    return lookUp("java:comp/DefaultManagedExecutorService");
  }

  @SuppressWarnings({"BanJNDI", "TypeParameterUnusedInFormals"}) // the names are the shop's own
  private static <T> T lookUp(String name) throws NamingException {
    return InitialContext.doLookup(name);
  }
}
