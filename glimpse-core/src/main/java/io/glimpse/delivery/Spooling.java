package io.glimpse.delivery;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where on the disk things wait for a server that is away, and how much and how long they may.
 *
 * @param folder in which each destination makes folders of its own; it need not exist, and is not
 *     made before something has to wait
 * @param maxBytes how much may wait for one destination; beyond, the oldest goes
 * @param maxAge what has waited for longer goes
 * @since 0.1
 */
public record Spooling(Path folder, long maxBytes, Duration maxAge) {}
