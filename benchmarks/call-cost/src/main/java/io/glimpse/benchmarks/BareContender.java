package io.glimpse.benchmarks;

import com.acme.bench.Leaf;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** Nobody watches, or an agent does that the application knows nothing of. */
final class BareContender implements Contender {
  @Override
  public List<Extension> extensions(Terms terms) {
    return List.of();
  }

  @Override
  public void ready(Leaf leaf) {}

  @Override
  public Root openRoot() {
    return Root.NONE;
  }
}
