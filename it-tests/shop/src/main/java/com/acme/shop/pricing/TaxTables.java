package com.acme.shop.pricing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes tax tables. Stands for a producer, which is traced although what it makes is not. */
@ApplicationScoped
public class TaxTables {

  @Produces
  public TaxTable current() {
    return new TaxTable("DE", 19);
  }
}
