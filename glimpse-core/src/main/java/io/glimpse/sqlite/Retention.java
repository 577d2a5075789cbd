package io.glimpse.sqlite;

import java.time.Duration;

/**
 * How much a database keeps: what is older goes, and of what is left the oldest, until it fits.
 *
 * <pre>{@code
 * Retention week = new Retention(1L << 30, Duration.ofDays(7));
 * }</pre>
 *
 * @param maxSize the bytes that records may take in the file
 * @param maxAge the age from which on they are removed
 * @since 0.1
 */
public record Retention(long maxSize, Duration maxAge) {}
