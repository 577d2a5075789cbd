package com.acme.shop.partners;

import com.acme.shop.catalog.Stock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.UriBuilder;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Asks other shops, each of which asks the next. Stands for the request that others answer. */
@ApplicationScoped
public class Partners {

  @Inject Stock stock;

  /** What we have and what the shops along the way have: {@code 10+10+10}. */
  public String stock(String sku, String by, List<String> via) throws Exception {
    String own = Integer.toString(stock.onHand(sku));
    return via.isEmpty() ? own : own + "+" + way(by).get(next(sku, by, via));
  }

  /** The same, where a shop that does not answer has nothing. */
  public String stockOfThoseWhoAnswer(String sku, String by, List<String> via) throws Exception {
    try {
      return stock(sku, by, via);
    } catch (ProcessingException silence) {
      return stock.onHand(sku) + "+0";
    }
  }

  private static Way way(String by) {
    return Way.valueOf(by.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static URI next(String sku, String by, List<String> via) throws UnknownHostException {
    URI shop = URI.create(via.get(0));
    if (!InetAddress.getByName(shop.getHost()).isLoopbackAddress()) {
      throw new ForbiddenException("only shops of this machine");
    }
    return UriBuilder.fromUri(shop)
        .path("api/partners/{sku}")
        .queryParam("by", by)
        .queryParam("via", via.subList(1, via.size()).toArray())
        .build(sku);
  }
}
