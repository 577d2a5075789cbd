package io.glimpse.it;

import static io.glimpse.it.Visit.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Work that the shop hands to the server's managed threads stands in the tree of who handed it over
 * (T1 to T9 in the shop's README).
 */
@ArquillianTest
class ManagedThreadsIT {

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private Shopper shopper;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void enter() {
    assumeTrue(
        ServerUnderTest.current().hasManagedExecutors(),
        ServerUnderTest.current() + " has no ManagedExecutorService");
    shopper = new Shopper(door);
  }

  private Told packs(String way) {
    return shopper
        .visits(get("/api/packing/" + way))
        .answers(200)
        .underRoot("GET /api/packing/{way}");
  }

  /** A default executor that carries no type of a library lets its task begin a trace. */
  private static void callsOnTheDefaultExecutor(Told told, String here, String there) {
    boolean carried = ServerUnderTest.current().defaultExecutorsCarryAll();
    told.calls(carried ? here + there : here);
    if (carried) {
      assertThat(threadOf(told, "Stock.onHand")).isNotEqualTo(threadOf(told, "PackingRoom"));
    }
  }

  @Test
  void executor_default_carriesTheSpanWhereItCarriesWhatLibrariesBring() {
    callsOnTheDefaultExecutor(
        packs("executor"),
        """
        PackingResource.pack(way="executor") = "10"
          PackingRoom.byExecutor() = 10
        """,
        "    Stock.onHand(sku=\"mug\") = 10\n");
  }

  @Test
  void stages_onTheDefaultExecutor_carryTheSpanWhereItDoes() {
    callsOnTheDefaultExecutor(
        packs("stages"),
        """
        PackingResource.pack(way="stages") = "20"
          PackingRoom.byStages() = 20
        """,
        "    Stock.onHand(sku=\"mug\") = 10\n    Stock.onHand(sku=\"pen\") = 10\n");
  }

  @Test
  void schedule_defaultScheduledExecutor_carriesTheSpanWhereItCarriesWhatLibrariesBring() {
    callsOnTheDefaultExecutor(
        packs("schedule"),
        """
        PackingResource.pack(way="schedule") = "10"
          PackingRoom.bySchedule() = 10
        """,
        "    Stock.onHand(sku=\"mug\") = 10\n");
  }

  @Test
  void method_asynchronous_carriesTheSpanWhereTheDefaultExecutorDoes() {
    callsOnTheDefaultExecutor(
        packs("method"),
        """
        PackingResource.pack(way="method") = "mug, one of 10"
          PackingRoom.byAsynchronousMethod() = "mug, one of 10"
            Labels.print(sku="mug") = "mug, one of 10"
        """,
        "      Stock.onHand(sku=\"mug\") = 10\n");
  }

  @Test
  void context_default_isTheServersOwnDecision() {
    Told told = packs("context");

    if (ServerUnderTest.current().defaultContextServiceCarriesAll()) {
      told.calls(
          """
          PackingResource.pack(way="context") = "20"
            PackingRoom.byContext(jndiName="java:comp/DefaultContextService") = 20
              Stock.onHand(sku="mug") = 10
          """);
    } else {
      told.calls(
          """
          PackingResource.pack(way="context") = "20"
            PackingRoom.byContext(jndiName="java:comp/DefaultContextService") = 20
          """);
    }
  }

  @Test
  void context_ownDefinitionThatNamesGlimpse_isThereForItsTaskAndGoneForTheNext() {
    packs("lean")
        .calls(
            """
            PackingResource.pack(way="lean") = "20"
              PackingRoom.byContext(jndiName="java:app/concurrent/Lean") = 20
                Stock.onHand(sku="mug") = 10
            """);
  }

  @Test
  void executor_ownDefinitionWithAContextThatNamesGlimpse_carriesTheSpan() {
    Told told = packs("lean-executor");

    told.calls(
        """
        PackingResource.pack(way="lean-executor") = "10"
          PackingRoom.byOwnExecutor() = 10
            Stock.onHand(sku="mug") = 10
        """);
    assertThat(threadOf(told, "Stock.onHand")).isNotEqualTo(threadOf(told, "PackingRoom"));
  }

  @Test
  void context_ownDefinitionThatClearsTheRest_beginsATraceOfItsOwn() {
    packs("bare")
        .calls(
            """
            PackingResource.pack(way="bare") = "20"
              PackingRoom.byContext(jndiName="java:app/concurrent/Bare") = 20
            """);
  }

  @Test
  void logContext_ofAContextualTask_isThatOfItsTraceAndGoneAfterwards() {
    assumeTrue(
        ServerUnderTest.current().hasLogContext(), "applications see neither SLF4J nor JBoss's");
    Told told = packs("logged");

    String[] words = told.answer().body().split(" ");
    assertThat(words).hasSize(2);
    assertThat(List.of(words[0].split(",")))
        .allMatch(mdc -> mdc.endsWith("=" + told.caller().traceId()));
    assertThat(List.of(words[1].split(","))).allMatch(mdc -> mdc.endsWith("=none"));
  }

  private static String threadOf(Told told, String function) {
    return told.trace().records().stream()
        .filter(line -> line.getString("function", "").contains("." + function))
        .findFirst()
        .orElseThrow()
        .getString("thread");
  }
}
