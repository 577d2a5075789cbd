package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.acme.guest.Kinds;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beans of every kind in a real container: each call is recorded once, by its declaring class. */
final class KindsTest {
  private static final String ALL_KINDS =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest.Kinds"]}
      """;

  @TempDir private Path folder;

  private WeldRun weld(Class<?>... beans) {
    return new WeldRun(folder, ALL_KINDS, Map.of(), beans);
  }

  @Test
  void method_behindABridge_isRecordedOnce() throws Exception {
    try (WeldRun weld = weld(Kinds.Orders.class)) {
      Kinds.Orders orders = weld.bean(Kinds.Orders.class);
      Kinds.Repository<String> repository = orders;
      Kinds.Finder<String> finder = orders;

      orders.find("1");
      repository.find("2");
      finder.find("3");

      assertThat(weld.happened())
          .filteredOn(line -> line.startsWith("START"))
          .containsExactly(
              "START com.acme.guest.Kinds$Orders.find {\"wanted\":\"1\"}",
              "START com.acme.guest.Kinds$Orders.find {\"wanted\":\"2\"}",
              "START com.acme.guest.Kinds$Orders.find {\"wanted\":\"3\"}");
      assertThat(WeldRun.judged(Kinds.Orders.class))
          .containsOnly(
              entry("find(String)", "traced"),
              entry("find(Object)", "bridge"),
              entry("count(Object)", "traced"),
              entry("describe()", "traced"));
    }
  }

  @Test
  void method_inherited_isNamedAfterTheClassThatDeclaresItAndItsBean() throws Exception {
    try (WeldRun weld = weld(Kinds.Customers.class, Kinds.Orders.class)) {
      weld.bean(Kinds.Customers.class).find("ada");
      weld.bean(Kinds.Orders.class).count("open");
      weld.bean(Kinds.Orders.class).describe();

      assertThat(weld.started())
          .containsExactly(
              "com.acme.guest.Kinds$Repository.find",
              "com.acme.guest.Kinds$Repository.count",
              "com.acme.guest.Kinds$Finder.describe");
      assertThat(weld.records())
          .filteredOn(record -> record.getString("record_type").equals("span"))
          .extracting(span -> span.getJsonObject("attributes").getString("glimpse.bean"))
          .containsExactly(
              "com.acme.guest.Kinds$Customers",
              "com.acme.guest.Kinds$Orders",
              "com.acme.guest.Kinds$Orders");
    }
  }

  @Test
  void method_inherited_isJudgedByTheClassThatDeclaresIt() throws Exception {
    String policy =
        """
        {"version": "1.0", "exact_modules": ["com.acme.guest.Kinds$Repository"]}
        """;
    try (WeldRun weld = new WeldRun(folder, policy, Map.of(), Kinds.Orders.class)) {
      Kinds.Orders orders = weld.bean(Kinds.Orders.class);

      orders.find("1");
      orders.count("open");
      orders.describe();

      assertThat(weld.started()).containsExactly("com.acme.guest.Kinds$Repository.count");
    }
  }

  @Test
  void bean_byStereotype_isTraced() throws Exception {
    try (WeldRun weld = weld(Kinds.Stereotyped.class)) {
      weld.bean(Kinds.Stereotyped.class).work();

      assertThat(weld.started()).containsExactly("com.acme.guest.Kinds$Stereotyped.work");
    }
  }

  @Test
  void alternative_decorated_isRecordedOnceWithWhatTheDecoratorDidInside() throws Exception {
    try (WeldRun weld =
        weld(Kinds.Cash.class, Kinds.Card.class, Kinds.Barter.class, Kinds.Receipt.class)) {
      assertThat(weld.bean(Kinds.Payment.class).pay(5)).isEqualTo("card 5, receipt given");

      assertThat(weld.happened())
          .containsExactly(
              "START com.acme.guest.Kinds$Card.pay {\"cents\":5}",
              "END com.acme.guest.Kinds$Card.pay \"card 5, receipt given\"",
              "span Kinds$Card.pay ok");
      assertThat(WeldRun.judged(Kinds.Receipt.class)).containsOnly(entry("pay(int)", "decorator"));
      assertThat(WeldRun.judged(Kinds.Barter.class)).containsOnly(entry("pay(int)", "not-a-bean"));
    }
  }

  @Test
  void bean_thatSpecialises_isRecordedForBoth() throws Exception {
    try (WeldRun weld = weld(Kinds.Greeting.class, Kinds.WarmGreeting.class)) {
      Kinds.Greeting greeting = weld.bean(Kinds.Greeting.class);

      assertThat(greeting.hello() + greeting.bye()).isEqualTo("hello, dearbye");

      assertThat(weld.started())
          .containsExactly(
              "com.acme.guest.Kinds$WarmGreeting.hello", "com.acme.guest.Kinds$Greeting.bye");
    }
  }

  @Test
  void observers_atOnceAndLater_areRecorded() throws Exception {
    try (WeldRun weld = weld(Kinds.Porter.class)) {
      weld.container().getBeanManager().getEvent().fire(new Kinds.Rang(2));

      assertThat(weld.happened())
          .containsExactly(
              "START com.acme.guest.Kinds$Porter.open {\"rang\":{\"times\":2}}",
              "END com.acme.guest.Kinds$Porter.open null",
              "span Kinds$Porter.open ok");

      weld.container()
          .getBeanManager()
          .getEvent()
          .fireAsync(new Kinds.Rang(3))
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);

      assertThat(weld.happened())
          .contains("START com.acme.guest.Kinds$Porter.write {\"rang\":{\"times\":3}}")
          .hasSize(6);
      assertThat(WeldRun.judged(Kinds.Porter.class))
          .containsOnly(
              entry("open(Rang)", "traced"),
              entry("write(Rang)", "traced"),
              entry("listen(Rang)", "private"),
              entry("count(Rang)", "static"));
    }
  }

  @Test
  void producerAndDisposer_areRecordedButNotWhatIsProduced() throws Exception {
    try (WeldRun weld = weld(Kinds.Locksmith.class)) {
      var handle = weld.container().select(Kinds.Key.class).getHandle();

      assertThat(handle.get().turn()).isEqualTo("click");
      handle.destroy();

      assertThat(weld.started())
          .containsExactly(
              "com.acme.guest.Kinds$Locksmith.make", "com.acme.guest.Kinds$Locksmith.melt");
    }
  }

  @Test
  void interceptor_ofTheApplication_isInsideOfTheRecordedCallAndNotRecordedItself()
      throws Exception {
    try (WeldRun weld = weld(Kinds.Gate.class, Kinds.Guard.class)) {
      assertThat(weld.bean(Kinds.Gate.class).pass("ada")).isEqualTo("ada, checked");

      assertThat(weld.happened())
          .containsExactly(
              "START com.acme.guest.Kinds$Gate.pass {\"who\":\"ada\"}",
              "END com.acme.guest.Kinds$Gate.pass \"ada, checked\"",
              "span Kinds$Gate.pass ok");
      assertThat(WeldRun.judged(Kinds.Guard.class))
          .containsOnly(entry("check(InvocationContext)", "interceptor"));
    }
  }

  @Test
  void interceptor_listedByTheApplicationToo_recordsEachCallOnce() throws Exception {
    Weld weld =
        WeldRun.weldOf(Kinds.Stereotyped.class).enableInterceptors(GlimpseInterceptor.class);
    try (WeldRun run = new WeldRun(folder, ALL_KINDS, Map.of(), weld)) {
      run.bean(Kinds.Stereotyped.class).work();

      assertThat(run.records()).hasSize(3);
    }
  }

  @Test
  void bean_ofASession_isTracedBeforeAndAfterItMoves() throws Exception {
    SessionAtHand session = new SessionAtHand();
    Weld weld = WeldRun.weldOf(Kinds.Basket.class).addExtension(new SessionExtension(session));
    try (WeldRun run = new WeldRun(folder, ALL_KINDS, Map.of(), weld)) {
      Kinds.Basket basket = run.bean(Kinds.Basket.class);
      assertThat(basket.add(2)).isEqualTo(2);

      session.move();

      assertThat(basket.add(3)).isEqualTo(5);
      assertThat(run.happened())
          .filteredOn(line -> line.startsWith("END"))
          .containsExactly(
              "END com.acme.guest.Kinds$Basket.add 2", "END com.acme.guest.Kinds$Basket.add 5");
    }
  }

  /** A session context of one session, whose beans can be written out and read again. */
  static final class SessionAtHand implements Context {
    private final Map<Contextual<?>, Object> beans = new ConcurrentHashMap<>();

    void move() throws Exception {
      for (Map.Entry<Contextual<?>, Object> entry : beans.entrySet()) {
        Object moved = movedCopy(entry.getValue());
        assertThat(moved).isNotSameAs(entry.getValue()).hasSameClassAs(entry.getValue());
        entry.setValue(moved);
      }
    }

    @SuppressWarnings("BanSerializableRead") // our own bytes
    private static Object movedCopy(Object bean) throws Exception {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(bean);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return in.readObject();
      }
    }

    @Override
    public Class<? extends Annotation> getScope() {
      return SessionScoped.class;
    }

    @Override
    @SuppressWarnings("unchecked") // what create made for the same contextual
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
      return (T) beans.computeIfAbsent(contextual, c -> contextual.create(creation));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T get(Contextual<T> contextual) {
      return (T) beans.get(contextual);
    }

    @Override
    public boolean isActive() {
      return true;
    }
  }

  /** Brings the session. */
  static final class SessionExtension implements Extension {
    private final SessionAtHand session;

    SessionExtension(SessionAtHand session) {
      this.session = session;
    }

    @SuppressWarnings("UnusedMethod") // the container calls it
    void add(@Observes AfterBeanDiscovery event) {
      event.addContext(session);
    }
  }
}
