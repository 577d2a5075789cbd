package com.acme.night;

import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import java.util.concurrent.Future;

/** Counts at night. Stands for the stateless session bean with an asynchronous method. */
@Stateless
public class NightShift {

  public int count(String sku) {
    return 10;
  }

  @Asynchronous
  public Future<Integer> countLater(String sku) {
    return new AsyncResult<>(count(sku));
  }
}
