package com.acme.shop.web;

import io.glimpse.annotation.Untraced;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets nobody go on before all are there, which is what makes requests take turns: they come in one
 * order and go on in the opposite one, on the thread of the last.
 */
@ApplicationScoped
@Untraced
public class Hammer {

  private final Map<String, List<UniEmitter<? super Integer>>> waiting = new HashMap<>();
  private final Map<String, CyclicBarrier> barriers = new HashMap<>();

  /** Goes on when that many have come to this place. */
  public Uni<Integer> await(String place, int bidders) {
    return Uni.createFrom().emitter(bidder -> arrive(place, bidders, bidder));
  }

  private void arrive(String place, int bidders, UniEmitter<? super Integer> bidder) {
    List<UniEmitter<? super Integer>> all;
    synchronized (waiting) {
      all = waiting.computeIfAbsent(place, unused -> new ArrayList<>());
      all.add(bidder);
      if (all.size() < bidders) {
        return;
      }
      waiting.remove(place);
    }
    Collections.reverse(all);
    all.forEach(each -> each.complete(bidders));
  }

  /** The same for threads that may wait. */
  public void awaitBlocking(String place, int bidders)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    CyclicBarrier barrier;
    synchronized (barriers) {
      barrier = barriers.computeIfAbsent(place, unused -> new CyclicBarrier(bidders));
    }
    int unused = barrier.await(60, TimeUnit.SECONDS);
  }
}
