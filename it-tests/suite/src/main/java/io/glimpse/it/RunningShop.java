package io.glimpse.it;

/**
 * A shop that is open.
 *
 * @param door the way in
 * @param end undeploys the shop and stops its server
 */
public record RunningShop(ShopDoor door, Runnable end) {}
