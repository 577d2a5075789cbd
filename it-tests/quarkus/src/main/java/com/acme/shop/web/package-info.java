/**
 * What the shop does on Quarkus alone: a bean that calls itself, which ArC's interceptors see
 * ({@link com.acme.shop.web.PriceTagResource}), and an auction whose requests share one event loop
 * ({@link com.acme.shop.web.AuctionResource}).
 *
 * <p>The other classes of this package lie in the shop's own jar. The policy names the package, so
 * every bean here is traced unless it says otherwise.
 */
package com.acme.shop.web;
