package com.acme.shop.orders.reports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Never succeeds. Stands for failures that nobody maps, with a secret in a message. */
@ApplicationScoped
public class Reports {

  public String monthly() {
    throw new IllegalStateException(
        "no answer from https://ada:correct-horse-7@reports.acme.example/monthly",
        new IOException("login refused: user=ada, password=correct-horse-7"));
  }

  public String yearly() {
    throw new LedgerTornError();
  }
}
