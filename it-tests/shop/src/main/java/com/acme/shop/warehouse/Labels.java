package com.acme.shop.warehouse;

import com.acme.shop.catalog.Stock;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** Prints a label while its caller goes on. Stands for the asynchronous method of a bean. */
@ApplicationScoped
public class Labels {

  @Inject Stock stock;

  @Asynchronous
  public CompletableFuture<String> print(String sku) {
    return Asynchronous.Result.complete(sku + ", one of " + stock.onHand(sku));
  }
}
