package com.acme.shop.catalog;

import jakarta.enterprise.context.Dependent;
import java.util.Locale;

/**
 * Turns products into cards. Stands for the beans that {@code exclude} leaves out by a wildcard.
 */
@Dependent
public class ProductMapper {

  public ProductCard toCard(Product product) {
    return new ProductCard(
        product.sku(),
        product.name(),
        String.format(Locale.ROOT, "%.2f EUR", product.cents() / 100.0));
  }
}
