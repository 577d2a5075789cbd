package com.acme.shop.web;

import jakarta.enterprise.context.ApplicationScoped;

/** Notes bids. */
@ApplicationScoped
public class Ledger {

  /** One bid. */
  public int note(String bidder, int cents) {
    return bidder.length() + cents;
  }
}
