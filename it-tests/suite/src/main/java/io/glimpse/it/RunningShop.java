package io.glimpse.it;

/**
 * A shop that is open.
 *
 * @param door the way in
 * @param end undeploys the shop, and stops a server that was started for it
 */
public record RunningShop(ShopDoor door, Runnable end) {}
