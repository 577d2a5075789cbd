package com.acme.shop.orders.reports;

/** The ledger cannot be read. Stands for the {@link Error} that an application throws. */
public class LedgerTornError extends Error {

  private static final long serialVersionUID = 1L;

  public LedgerTornError() {
    super("the ledger is torn");
  }
}
