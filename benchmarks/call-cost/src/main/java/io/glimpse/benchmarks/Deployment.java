package io.glimpse.benchmarks;

import com.acme.bench.LargeApplication;
import io.glimpse.Glimpse;
import io.glimpse.cdi.GlimpseExtension;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A large application that is about to be deployed, and who watches it. Its classes have been
 * loaded already; everything of the watcher's own, from the first class of it to the last line of
 * its report, is part of the deployment.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters, prepare() the rest
public class Deployment {
  private static final int RULES = 200;

  /** Who watches: the name of a {@link Variant}. */
  @Param("PLAIN")
  public Variant variant;

  /** How many of the application's packages are named. */
  @Param("100")
  public int packages;

  /** Whether the watcher is switched on. */
  @Param("true")
  public boolean enabled;

  private final Meter meter = new Meter();
  private Weld weld;
  private WeldContainer container;

  /** Everything but the deployment. */
  @Setup(Level.Trial)
  public void prepare() throws IOException, ClassNotFoundException {
    Path jar = Evidence.beside("large-application.jar");
    LargeApplication.write(jar);
    List<Class<?>> beans = LargeApplication.load(jar);
    Path policy = Files.createTempFile("glimpse-benchmark", ".json");
    policy.toFile().deleteOnExit();
    System.setProperty("glimpse.policy", Files.writeString(policy, policy()).toString());
    System.setProperty("glimpse.enabled", Boolean.toString(enabled));
    System.setProperty("glimpse.log-path", Evidence.beside("deployment.jsonl").toString());
    weld =
        new Weld()
            .disableDiscovery()
            .beanClasses(beans.toArray(Class<?>[]::new))
            .extensions(extensions().toArray(Extension[]::new));
  }

  private List<Extension> extensions() {
    return switch (variant) {
      case PLAIN -> List.of();
      case EMPTY ->
          List.of(new InterceptorExtension(EmptyInterceptor.class, type -> isNamed(type)));
      case GLIMPSE -> List.of(new GlimpseExtension());
      default -> throw new IllegalStateException(variant.label() + " is not deployed here");
    };
  }

  /**
   * The rules of an application that is particular about what it wants to see: a package or a class
   * each, a quarter of them with wildcards, and exceptions. Where nothing shall be attached they
   * name another application.
   */
  private String policy() {
    String prefix = packages == 0 ? "org.other.p" : LargeApplication.PREFIX;
    List<String> trees = new ArrayList<>();
    List<String> exclude = new ArrayList<>();
    for (int i = 0; i < RULES / 4; i++) {
      int number = i % Math.max(1, packages);
      trees.add(prefix + number + ".*Bean" + i);
      exclude.add(prefix + "*Mapper" + i);
    }
    for (int i = 0; i < packages; i++) {
      trees.add(prefix + i);
    }
    for (int i = trees.size(); i < RULES * 3 / 4; i++) {
      int number = i % Math.max(1, packages);
      trees.add(prefix + number + ".Bean" + i / Math.max(1, packages));
    }
    return "{\"version\": \"1.0\", \"package_trees\": %s, \"exclude\": %s}"
        .formatted(array(trees), array(exclude));
  }

  private static String array(List<String> texts) {
    return "[\"" + String.join("\", \"", texts) + "\"]";
  }

  private boolean isNamed(Class<?> type) {
    String name = type.getPackageName();
    return name.startsWith(LargeApplication.PREFIX)
        && Integer.parseInt(name.substring(LargeApplication.PREFIX.length())) < packages;
  }

  /** The deployment. */
  Object start() {
    meter.start();
    container = weld.initialize();
    meter.stop();
    return container;
  }

  /** Fails where not exactly what the policy names was attached. */
  @TearDown(Level.Trial)
  public void finish() {
    if (variant == Variant.GLIMPSE) {
      int expected =
          !enabled
              ? 0
              : packages * LargeApplication.BEANS_PER_PACKAGE * LargeApplication.FUNCTIONS_PER_BEAN;
      int attached = Glimpse.current().report().attachedFunctions();
      if (attached != expected) {
        throw new IllegalStateException(attached + " functions are attached, not " + expected);
      }
    }
    new Evidence(1, 0, meter.bytes(), meter.cpuNanos(), 0, null).save();
    container.shutdown();
  }
}
