package io.glimpse;

import io.glimpse.record.RecordWriter;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * The one Glimpse of this JVM, with a writer of the benchmark's own. It stands in this package
 * because an application cannot bring a writer into a container, and so should not find this door.
 */
@NullMarked
public final class CountedGlimpse {
  private CountedGlimpse() {}

  /** Opens it before the CDI extension does, which then gets a share in the same. */
  public static Lease lease(RecordWriter writer) {
    ClassLoader loader = CountedGlimpse.class.getClassLoader();
    return Leases.take("benchmark", loader, config -> List.of(writer));
  }
}
