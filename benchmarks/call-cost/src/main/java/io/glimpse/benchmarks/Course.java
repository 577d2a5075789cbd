package io.glimpse.benchmarks;

import com.acme.bench.Chain;
import com.acme.bench.Leaf;
import com.acme.bench.ManyFunctions;
import com.acme.bench.Tower;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * The container with its beans and the contender that watches them: one for each JVM, shared by the
 * threads that call.
 *
 * <p>When the last iteration is over it leaves the {@link Evidence} of what was called, allocated
 * and recorded since the warm-up.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters, start() the rest
public class Course {
  private static final int WARM_CALLS = 100;

  /** Who watches: the name of a {@link Variant}. */
  @Param("PLAIN")
  public Variant variant;

  /** The policy's {@code trace_depth}. */
  @Param("1000")
  public int traceDepth;

  /** The policy's {@code max_calls_per_trace}. */
  @Param("1000000")
  public int budget;

  /** How many further functions are attached. */
  @Param("0")
  public int functions;

  /** How many further threads live, each in a trace of its own. */
  @Param("0")
  public int threads;

  /** Where Glimpse's records go. */
  @Param("COUNTING")
  public FarEnd farEnd;

  Leaf leaf;
  Chain.One chain;
  Tower tower;
  Contender contender;
  Ledger ledger;

  private WeldContainer container;

  /** Starts the container. */
  @Setup(Level.Trial)
  public void start() throws ReflectiveOperationException, InterruptedException {
    contender = variant.newContender();
    ledger = new Ledger(contender::tally);
    List<Class<?>> beans = new ArrayList<>(List.of(Leaf.class, Tower.class));
    beans.addAll(Chain.links());
    List<Class<?>> many = ManyFunctions.make(functions);
    beans.addAll(many);
    beans.addAll(contender.beans());
    Weld weld = new Weld().disableDiscovery().beanClasses(beans.toArray(Class<?>[]::new));
    Contender.Terms terms = new Contender.Terms(traceDepth, budget, farEnd);
    contender.extensions(terms).forEach(weld::addExtension);
    container = weld.initialize();
    leaf = container.select(Leaf.class).get();
    chain = container.select(Chain.One.class).get();
    tower = container.select(Tower.class).get();
    contender.ready(leaf);
    for (Class<?> bean : many) {
      callEach(bean);
    }
    startThreads();
  }

  /** A function is known from its first call on. */
  private void callEach(Class<?> bean) throws ReflectiveOperationException {
    Object instance = container.select(bean).get();
    for (Method method : bean.getDeclaredMethods()) {
      method.invoke(instance);
    }
  }

  /** Threads as a server has them: they have worked, and wait in the middle of a request. */
  private void startThreads() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> work(waiting), "idle-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    waiting.await();
  }

  private void work(CountDownLatch waiting) {
    Contender.Root unused = contender.openRoot();
    Tower.callRepeatedly(leaf, WARM_CALLS);
    waiting.countDown();
    while (true) {
      LockSupport.park(this);
    }
  }

  /** What comes from the first measured iteration on counts. */
  @Setup(Level.Iteration)
  public void next(IterationParams iteration) {
    ledger.iteration(iteration.getType());
  }

  /** Leaves the evidence. The first caller that is done comes here; the others are waited for. */
  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    ledger.save();
    container.shutdown();
  }
}
