package io.glimpse.cdi;

import io.glimpse.GlimpseException;
import io.glimpse.Plan;
import io.glimpse.annotation.Traced;
import io.glimpse.policy.Decision;
import io.glimpse.policy.MethodRef;
import io.glimpse.policy.PolicyAnswers;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.policy.Trait;
import io.glimpse.report.DeploymentReport;
import io.glimpse.report.ReportBuilder;
import io.glimpse.trace.Tracer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.AnnotationBuilder;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/**
 * Attaches Glimpse on CDI Lite, while the application is built: what {@link GlimpseExtension} does
 * when a container starts, with the same decisions by the same policy.
 *
 * <p>Nothing of this object is there when the application runs. What was decided travels as
 * parameters of the observer that starts Glimpse ({@link LiteStart}), and everything but the
 * selection is read again there. A broken policy or configuration fails the build with the whole
 * report; apart from that a class that cannot be looked at is left out with its reason.
 *
 * <p>A binding is added to a method's declaration, so all beans that inherit it have it. That is
 * what the policy asks for, since it judges a method by the class that declares it.
 *
 * <p>For the container, by {@code META-INF/services}; CDI Full leaves it alone.
 *
 * @since 0.1
 */
@SkipIfPortableExtensionPresent(GlimpseExtension.class)
public class GlimpseBuildExtension implements BuildCompatibleExtension {
  private static final Logger LOG = System.getLogger("io.glimpse.cdi");

  private final Set<String> beans = new HashSet<>();
  private PolicyAnswers policy = TracingPolicy.none().answers();
  private ReportBuilder report = new ReportBuilder(policy);
  private int priority;
  private boolean enabled;

  /** For the container. */
  public GlimpseBuildExtension() {}

  /** Reads the policy, and has the interceptor found. */
  @Discovery
  public void begin(ScannedClasses classes, Messages messages) {
    try {
      Plan plan = Plan.read(applicationLoader());
      enabled = plan.config().enabled();
      priority = plan.config().interceptorPriority();
      policy = plan.policy().answers();
      report = new ReportBuilder(policy);
      if (enabled) {
        classes.add(LiteInterceptor.class.getName());
      } else {
        LOG.log(
            Level.INFO,
            "Glimpse is switched off for this build: it stays so when the application runs.");
      }
    } catch (GlimpseException broken) {
      messages.error(String.valueOf(broken.getMessage()));
    }
  }

  private static ClassLoader applicationLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? GlimpseBuildExtension.class.getClassLoader() : context;
  }

  /** Gives the interceptor its place among the others. */
  @Enhancement(types = LiteInterceptor.class)
  public void place(ClassConfig interceptor) {
    if (enabled) {
      interceptor.addAnnotation(AnnotationBuilder.of(Priority.class).value(priority).build());
    }
  }

  /** Marks the methods that the policy names, class by class. */
  @Enhancement(types = Object.class, withSubtypes = true)
  public void mark(ClassConfig config) {
    if (!enabled) {
      return;
    }
    BuildType type = new BuildType(config.info());
    try {
      report.met(type.name());
      if (type.isClass() && policy.mentionsAny(type.names())) {
        mark(config, type);
      }
    } catch (RuntimeException | LinkageError unreadable) {
      leaveOut(type.name(), unreadable);
    }
  }

  /** By annotation: the container hands over only classes that have it somewhere. */
  @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Traced.class)
  public void markTraced(ClassConfig config) {
    BuildType type = new BuildType(config.info());
    try {
      if (enabled && type.isClass() && !policy.mentionsAny(type.names())) {
        mark(config, type);
      }
    } catch (RuntimeException | LinkageError unreadable) {
      leaveOut(type.name(), unreadable);
    }
  }

  private void mark(ClassConfig config, BuildType type) {
    Set<Trait> traits = type.traits();
    for (MethodConfig method : type.callable(config.methods())) {
      BuildMethod described = new BuildMethod(method.info());
      MethodRef ref = described.describe(type.with(traits, method.info()));
      Decision decision = policy.decide(ref);
      report.judged(type.name(), described.signature(), ref, decision);
      if (decision instanceof Decision.Trace && type.hasInstances()) {
        MethodConfig unused = method.addAnnotation(TracedBinding.class);
        if (described.endsAtReturn()) {
          report.limited(type.name(), described.signature(), Reason.ENDS_AT_RETURN);
        }
      }
    }
  }

  /** A class of a library that nobody names may need others that are not there; that is usual. */
  private void leaveOut(String name, Throwable unreadable) {
    LOG.log(Level.DEBUG, "Glimpse left out " + name, unreadable);
    if (policy.mentionsAny(Set.of(name))) {
      report.skippedWhole(name, Reason.UNLOADABLE);
    }
  }

  /** Notes which classes became beans. */
  @Registration(types = Object.class)
  public void confirm(BeanInfo bean) {
    if (bean.isClassBean()) {
      beans.add(bean.declaringClass().name());
    }
  }

  /** Leaves what the application needs when it runs, and says what was done. */
  @Synthesis
  public void carry(SyntheticComponents components) {
    components
        .addBean(Tracer.class)
        .type(Tracer.class)
        .scope(Dependent.class)
        .createWith(CurrentTracer.class);
    components.addObserver(Shutdown.class).priority(Integer.MAX_VALUE).observeWith(LiteStop.class);
    if (!enabled) {
      components
          .addObserver(Startup.class)
          .priority(Integer.MIN_VALUE)
          .withParam(LiteStart.SWITCHED_OFF, true)
          .observeWith(LiteStart.class);
      return;
    }
    DeploymentReport done = report.build(beans);
    components
        .addObserver(Startup.class)
        .priority(Integer.MIN_VALUE)
        .withParam(LiteStart.POLICY, policy.policy().toJson())
        .withParam(LiteStart.ORIGIN, policy.policy().origin())
        .withParam(LiteStart.REPORT, parcels(done))
        .observeWith(LiteStart.class);
    boolean inVain = done.attachedFunctions() == 0 && !done.rules().isEmpty();
    LOG.log(inVain ? Level.WARNING : Level.INFO, done.summary());
    LOG.log(Level.DEBUG, done.details());
  }

  /** Without JSON no policy could have been read, so what is lost is at most of annotations. */
  private static String[] parcels(DeploymentReport report) {
    try {
      return Parcels.of(report.toJson());
    } catch (IllegalStateException noProvider) {
      LOG.log(
          Level.INFO,
          "The report of this build is not there when the application runs: {0}",
          noProvider.getMessage());
      return new String[0];
    }
  }
}
