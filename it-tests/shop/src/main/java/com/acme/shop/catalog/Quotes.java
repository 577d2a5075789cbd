package com.acme.shop.catalog;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Works out a price elsewhere. Stands for the function that returns before it has ended. */
@ApplicationScoped
public class Quotes {

  private static final int MOST_CENTS = 4000;

  @Inject Catalog catalog;

  private final ExecutorService elsewhere =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "quotes"));

  /** The stage completes, or fails for what is too dear, on a thread of this bean's own. */
  public CompletionStage<String> ask(String sku) {
    Product product = catalog.find(sku);
    CompletableFuture<String> quote = new CompletableFuture<>();
    elsewhere.execute(() -> answer(product, quote));
    return quote;
  }

  private static void answer(Product product, CompletableFuture<String> quote) {
    if (product.cents() > MOST_CENTS) {
      quote.completeExceptionally(new OutOfStockException(product.sku(), 1, 0));
    } else {
      quote.complete(product.name() + " for " + product.cents() + " cents");
    }
  }

  @PreDestroy
  void close() {
    elsewhere.shutdown();
  }
}
