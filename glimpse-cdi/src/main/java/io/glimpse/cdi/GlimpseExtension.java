package io.glimpse.cdi;

import io.glimpse.Glimpse;
import io.glimpse.GlimpseException;
import io.glimpse.Lease;
import io.glimpse.annotation.Traced;
import io.glimpse.async.LateResult;
import io.glimpse.policy.Decision;
import io.glimpse.policy.MethodRef;
import io.glimpse.policy.PolicyAnswers;
import io.glimpse.policy.Reason;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.policy.Trait;
import io.glimpse.reflect.MethodFacts;
import io.glimpse.report.DeploymentReport;
import io.glimpse.report.ReportBuilder;
import io.glimpse.trace.Tracer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Attaches Glimpse while the container starts. For each class that the policy mentions it marks the
 * methods that shall be recorded, one by one, so that a final neighbour does no harm; it registers
 * the interceptor itself, so that nobody edits a beans.xml; and it says what it did.
 *
 * <p>A broken policy or configuration fails the deployment with the whole report. Apart from that
 * nothing that is wrong with a class reaches the container: the class is left out with its reason.
 *
 * <p>For the container, by {@code META-INF/services}; a Weld SE program may add it by hand.
 *
 * @since 0.1
 */
public class GlimpseExtension implements Extension {
  private static final Logger LOG = System.getLogger("io.glimpse.cdi");
  private static final String INTERCEPTOR_ID = "io.glimpse.cdi.GlimpseInterceptor";

  private final Set<String> beans = ConcurrentHashMap.newKeySet();
  private PolicyAnswers policy = TracingPolicy.none().answers();
  private ReportBuilder report = new ReportBuilder(policy);
  private boolean on;
  private BeanArchives archives = new BeanArchives(GlimpseExtension.class.getClassLoader());
  private @Nullable Lease lease;
  private @Nullable AttachedFunctions functions;
  private @Nullable GlimpseException problem;

  /** For the container. */
  public GlimpseExtension() {}

  void start(@Observes BeforeBeanDiscovery event) {
    try {
      ClassLoader application = applicationLoader();
      archives = new BeanArchives(application);
      Lease taken = Glimpse.lease("CDI extension", application);
      lease = taken;
      if (!taken.glimpse().isEnabled()) {
        return;
      }
      policy = taken.glimpse().policy().answers();
      report = new ReportBuilder(policy);
      AttachedFunctions attached = new AttachedFunctions(taken.glimpse().tracer());
      functions = attached;
      AttachedFunctions.install(attached);
      registerInterceptor(event, taken.glimpse().config().interceptorPriority());
      on = true;
    } catch (GlimpseException broken) {
      problem = broken;
    } catch (Throwable fault) {
      LOG.log(Level.WARNING, "Glimpse could not attach itself: nothing is traced by rule", fault);
    }
  }

  private static ClassLoader applicationLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? GlimpseExtension.class.getClassLoader() : context;
  }

  /**
   * The annotations are added here and do not stand on the class, so that a container which finds
   * the class by itself sees no second interceptor.
   */
  private static void registerInterceptor(BeforeBeanDiscovery event, int priority) {
    event
        .addAnnotatedType(GlimpseInterceptor.class, INTERCEPTOR_ID)
        .add(InterceptorLiteral.INSTANCE)
        .add(TracedBinding.Literal.INSTANCE)
        .add(new PriorityLiteral(priority));
  }

  /** Its annotations are for CDI Lite; here it would be a second interceptor. */
  void leaveToLite(@Observes ProcessAnnotatedType<LiteInterceptor> event) {
    event.veto();
  }

  /**
   * By name: every class passes here, and of those that no rule mentions the name is all. After
   * other extensions, since what they make of a class decides whether it can be intercepted.
   */
  <T> void mark(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ProcessAnnotatedType<T> event) {
    if (!on) {
      return;
    }
    try {
      BeanType type = new BeanType(event.getAnnotatedType());
      report.met(type.name());
      if (type.isClass() && policy.mentionsAny(type.names())) {
        mark(event, type);
      }
    } catch (Throwable unreadable) {
      leaveOut(event, unreadable);
    }
  }

  /** By annotation: the container hands over only classes that have it somewhere. */
  <T> void markTraced(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) @WithAnnotations(Traced.class)
          ProcessAnnotatedType<T> event) {
    if (!on) {
      return;
    }
    try {
      BeanType type = new BeanType(event.getAnnotatedType());
      if (type.isClass() && !policy.mentionsAny(type.names())) {
        mark(event, type);
      }
    } catch (Throwable unreadable) {
      leaveOut(event, unreadable);
    }
  }

  private <T> void mark(ProcessAnnotatedType<T> event, BeanType type) {
    type.archive(archives).ifPresent(report::archive);
    Set<Trait> traits = type.traits();
    Set<Method> traced = new HashSet<>();
    for (AnnotatedMethod<? super T> annotated : event.getAnnotatedType().getMethods()) {
      Method method = annotated.getJavaMember();
      if (type.isOverridden(method)) {
        continue;
      }
      String signature = MethodFacts.signature(method);
      MethodRef described = type.describe(annotated, traits);
      Decision decision = policy.decide(described);
      report.judged(type.name(), signature, described, decision);
      if (decision instanceof Decision.Trace) {
        traced.add(method);
      }
    }
    if (!traced.isEmpty()) {
      announce(traced);
      event
          .configureAnnotatedType()
          .filterMethods(method -> type.isBoundWith(method.getJavaMember(), traced))
          .forEach(method -> method.add(TracedBinding.Literal.INSTANCE));
      traced.stream()
          .filter(method -> LateResult.isLeftAlone(method.getReturnType()))
          .forEach(
              method ->
                  report.limited(
                      type.name(), MethodFacts.signature(method), Reason.ENDS_AT_RETURN));
    }
  }

  private void announce(Set<Method> traced) {
    AttachedFunctions attached = functions;
    if (attached == null) {
      return;
    }
    try {
      traced.forEach(attached::announce);
    } catch (RuntimeException | LinkageError unreadable) {
      LOG.log(Level.DEBUG, "The names of some parameters are found out when called", unreadable);
    }
  }

  /** A class that needs one that is not there, mostly. It would not have become a bean either. */
  private void leaveOut(ProcessAnnotatedType<?> event, Throwable unreadable) {
    String name = event.getAnnotatedType().getJavaClass().getName();
    LOG.log(Level.DEBUG, "Glimpse left out " + name, unreadable);
    report.skippedWhole(name, Reason.UNLOADABLE);
  }

  <T> void confirm(@Observes ProcessManagedBean<T> event) {
    if (on) {
      beans.add(event.getBean().getBeanClass().getName());
    }
  }

  <T> void confirmSessionBean(@Observes ProcessSessionBean<T> event) {
    if (on) {
      beans.add(event.getBean().getBeanClass().getName());
    }
  }

  /**
   * A broken policy fails the deployment here already: after this the container validates, and
   * would fail it for a {@code Tracer} that nobody offers instead. What is thrown here is a
   * definition error to the container; one that is only added leaves OpenWebBeans with an exception
   * that says no more than "look at logs", and on TomEE that log may have been closed with an
   * earlier application.
   */
  void offerTracer(@Observes AfterBeanDiscovery event) {
    GlimpseException broken = problem;
    if (broken != null) {
      throw new DeploymentException(broken.getMessage());
    }
    Lease taken = lease;
    if (taken != null) {
      event
          .<Tracer>addBean()
          .addTransitiveTypeClosure(Tracer.class)
          .scope(Dependent.class)
          .produceWith(unused -> taken.glimpse().tracer());
    }
  }

  void report(@Observes AfterDeploymentValidation event) {
    Lease taken = lease;
    if (taken != null && on) {
      try {
        tell(taken.glimpse());
      } catch (Throwable fault) {
        LOG.log(Level.WARNING, "Glimpse could not report on this deployment", fault);
      }
    }
    forget();
  }

  /** What was only for the deployment. */
  private void forget() {
    policy = TracingPolicy.none().answers();
    report = new ReportBuilder(policy);
    beans.clear();
    AttachedFunctions attached = functions;
    if (attached != null) {
      attached.allAnnounced();
    }
  }

  /** How often a class name has been tested against the rules, until the report is out. */
  long namesTested() {
    return policy.namesTested();
  }

  private void tell(Glimpse glimpse) {
    DeploymentReport done = report.build(beans, archives::why);
    glimpse.report(done);
    boolean inVain = done.attachedFunctions() == 0 && !done.rules().isEmpty();
    LOG.log(inVain ? Level.WARNING : Level.INFO, done.summary());
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, done.details());
    }
  }

  void stop(@Observes BeforeShutdown event) {
    on = false;
    AttachedFunctions installed = functions;
    functions = null;
    if (installed != null) {
      AttachedFunctions.remove(installed);
    }
    Lease taken = lease;
    lease = null;
    if (taken != null) {
      taken.close();
    }
  }

  private static final class InterceptorLiteral extends AnnotationLiteral<Interceptor>
      implements Interceptor {
    static final InterceptorLiteral INSTANCE = new InterceptorLiteral();
    private static final long serialVersionUID = 1;
  }

  private static final class PriorityLiteral extends AnnotationLiteral<Priority>
      implements Priority {
    private static final long serialVersionUID = 1;
    private final int value;

    PriorityLiteral(int value) {
      this.value = value;
    }

    @Override
    public int value() {
      return value;
    }
  }
}
