package io.glimpse.it;

import static java.util.Map.entry;

import java.util.Map;

/** The classes of the shop's trees and their packages: the table of the shop's README. */
final class ShopClasses {

  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          entry("AccountResource", "web"),
          entry("CartResource", "web"),
          entry("CatalogResource", "web"),
          entry("GiftResource", "web"),
          entry("OrderResource", "web"),
          entry("PackingResource", "web"),
          entry("PartnerResource", "web"),
          entry("QuoteResource", "web"),
          entry("ReportResource", "web"),
          entry("StockResource", "web"),
          entry("WelcomeResource", "web"),
          entry("Accounts", "account"),
          entry("SessionTokens", "account"),
          entry("Cart", "cart"),
          entry("Catalog", "catalog"),
          entry("Quotes", "catalog"),
          entry("Stock", "catalog"),
          entry("Supplier", "catalog"),
          entry("TrackingResource", "delivery"),
          entry("Parcel", "delivery"),
          entry("Checkout", "orders"),
          entry("GiftWrapping", "orders"),
          entry("OrderRepository", "orders"),
          entry("CardPayment", "orders.payment"),
          entry("InvoicePayment", "orders.payment"),
          entry("Reports", "orders.reports"),
          entry("Partners", "partners"),
          entry("Discounts", "pricing"),
          entry("Prices", "pricing"),
          entry("Shipping", "pricing"),
          entry("TaxTables", "pricing"),
          entry("Repository", "storage"),
          entry("Labels", "warehouse"),
          entry("PackingRoom", "warehouse"),
          entry("Warehouse", "warehouse"),
          entry("HostileResource", "hostile"),
          entry("Reception", "hostile"));

  private ShopClasses() {}

  /** {@code com.acme.shop.web} for {@code CartResource}. */
  static String packageOf(String simpleName) {
    return "com.acme.shop." + PACKAGES.getOrDefault(simpleName, "unknown");
  }
}
