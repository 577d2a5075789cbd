package com.acme.shop.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Takes bids. Each of its functions says who bids, so that a trace can be told from another. */
@ApplicationScoped
public class Auctioneer {

  @Inject Ledger ledger;
  @Inject Hammer hammer;

  /** At once. */
  public int raise(String bidder, int cents) {
    return ledger.note(bidder, cents);
  }

  /** When all have bid. */
  public Uni<Integer> settle(String bidder, String place, int bidders) {
    int before = ledger.note(bidder, 1);
    return hammer.await(place, bidders).map(all -> before + ledger.note(bidder, 2));
  }
}
