package com.acme.shop.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the shop sells. Stands for the application-scoped bean that everybody calls. */
@ApplicationScoped
public class Catalog {

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("mug", "Mug", 1290),
          new Product("pen", "Pen", 250),
          new Product("lamp", "Desk lamp", 4900));

  /** All products, or those whose name holds the query: an argument that may be null. */
  public List<Product> search(@Nullable String query) {
    return PRODUCTS.stream()
        .filter(product -> query == null || product.name().contains(query))
        .toList();
  }

  public Product find(String sku) {
    return PRODUCTS.stream()
        .filter(product -> product.sku().equals(sku))
        .findFirst()
        .orElseThrow(() -> new UnknownProductException(sku));
  }

  public int count() {
    return PRODUCTS.size();
  }
}
