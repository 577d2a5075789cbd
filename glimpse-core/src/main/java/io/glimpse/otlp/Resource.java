package io.glimpse.otlp;

import io.glimpse.version.GlimpseVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who the spans come from, by OpenTelemetry's names. The service's name is not decided here, since
 * it may be known later than this: a record's source has it.
 *
 * <pre>{@code
 * Resource resource = Resource.ofThisProcess(Map.of("service.version", "2.1"));
 * }</pre>
 *
 * @param attributes texts and whole numbers ({@link Long}) by key, in order
 * @since 0.1
 */
public record Resource(Map<String, Object> attributes) {
  static final String SERVICE_NAME = "service.name";

  /** Where Linux says what the machine, or the container, is called. */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private static final long VERSION_BITS = 0xf000;
  private static final long VERSION_FOUR = 0x4000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /** Keeps a copy. */
  public Resource {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /**
   * What this process knows of itself, and above it what somebody has configured, which is believed
   * where both name a thing. Nobody is asked by network: the machine's name is what the system has
   * at hand, or it is left out.
   */
  public static Resource ofThisProcess(Map<String, String> configured) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("service.instance.id", randomId());
    put(all, "host.name", hostName());
    all.put("process.pid", ProcessHandle.current().pid());
    put(all, "process.runtime.name", System.getProperty("java.runtime.name"));
    put(all, "process.runtime.version", System.getProperty("java.runtime.version"));
    all.put("telemetry.sdk.name", "glimpse");
    all.put("telemetry.sdk.language", "java");
    all.put("telemetry.sdk.version", GlimpseVersion.current());
    all.putAll(configured);
    return new Resource(all);
  }

  private static void put(Map<String, Object> all, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      all.put(key, value.strip());
    }
  }

  /** A UUID of version 4; no secret, so nobody waits for the system's entropy. */
  private static String randomId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_FOUR;
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low).toString();
  }

  private static @Nullable String hostName() {
    try {
      if (Files.isReadable(HOST_NAME)) {
        return Files.readString(HOST_NAME);
      }
    } catch (IOException notThisSystem) {
      // The environment may know it.
    }
    String name = System.getenv("HOSTNAME");
    return name == null ? System.getenv("COMPUTERNAME") : name;
  }
}
