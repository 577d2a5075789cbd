package io.glimpse.it.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A container that passes the CDI TCK passes it with Glimpse, too: wholly where no rule matches,
 * and but for tests that want a bean's exact class where everything is traced.
 */
final class CdiTckIT {
  private static final int TESTS = 1241;

  private static TckRun plain;
  private static TckRun silent;
  private static TckRun all;

  @BeforeAll
  static void runOneAfterTheOther() throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("tck.folder"));
    plain = TckRun.withoutGlimpse(folder);
    silent = TckRun.tracing(folder, "nothing-traced", "com.acme.nothing");
    all = TckRun.tracing(folder, "all-traced", "org.jboss.cdi.tck");
  }

  @Test
  void withoutGlimpse_whatFailsIsWhatIsListed() throws IOException {
    assertThat(plain.results().tests()).isEqualTo(TESTS);
    assertThat(plain.results().notPassed()).isEqualTo(KnownFailures.anyway().failed());
    assertThat(plain.said("Glimpse")).isEmpty();
  }

  @Test
  void policyThatMatchesNothing_hasTheSameResultsTestByTest() throws IOException {
    assertThat(silent.results()).isEqualTo(plain.results());
  }

  @Test
  void policyThatMatchesNothing_attachesAndRecordsNothing() throws IOException {
    assertThat(silent.deployments()).isEqualTo(all.deployments());
    assertThat(silent.attached()).isZero();
    assertThat(silent.recorded()).isZero();
  }

  @Test
  void policyThatMatchesEverything_whatFailsIsWhatIsListedAndNothingIsSkipped() throws IOException {
    KnownFailures known = KnownFailures.anyway().and(KnownFailures.whenAllIsTraced());

    assertThat(all.results().tests()).isEqualTo(TESTS);
    assertThat(all.results().outcomes()).containsOnlyKeys(plain.results().outcomes().keySet());
    assertThat(all.results().notPassed()).isEqualTo(known.failed());
  }

  @Test
  void policyThatMatchesEverything_attachesAndRecords() throws IOException {
    assertThat(all.deployments()).isGreaterThan(400);
    assertThat(all.attached()).isGreaterThan(1000);
    assertThat(all.recorded()).isGreaterThan(1000);
  }

  @Test
  void glimpse_saysThatItIsOnAndHasNoFaultOfItsOwn() throws IOException {
    for (TckRun run : List.of(silent, all)) {
      assertThat(run.said("Glimpse is on")).isNotEmpty();
      assertThat(run.said("fault inside Glimpse")).isEmpty();
      assertThat(run.said("Glimpse could not")).isEmpty();
    }
  }
}
