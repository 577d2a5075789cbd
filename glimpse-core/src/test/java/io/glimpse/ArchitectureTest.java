package io.glimpse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The map of glimpse-core. Whoever moves a wall changes a sentence here. */
@AnalyzeClasses(packages = "io.glimpse", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule rooms_have_no_cycles =
      slices()
          .matching("io.glimpse.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a room that needs its own guests cannot be read, tested or moved alone");

  @ArchTest
  static final ArchRule core_knows_no_container =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.enterprise..",
              "jakarta.servlet..",
              "jakarta.ws.rs..",
              "jakarta.interceptor..",
              "jakarta.inject..",
              "jakarta.ejb..",
              "jakarta.annotation..",
              "javax.enterprise..",
              "javax.servlet..",
              "javax.inject..")
          .because("a span must work in a plain main() and in a unit test");

  @ArchTest
  static final ArchRule only_the_policy_reads_json =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.glimpse.policy..")
          .and()
          .haveNameNotMatching("io\\.glimpse\\.report\\.JsonBy.*") // when it is asked for
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.json..")
          .because("a plain main() without a JSON-P provider works as long as there is no policy");

  @ArchTest
  static final ArchRule rooms_know_only_their_neighbours =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.glimpse..")
          .layer("annotation")
          .definedBy("io.glimpse.annotation..")
          .layer("thread")
          .definedBy("io.glimpse.thread..")
          .layer("buffer")
          .definedBy("io.glimpse.buffer..")
          .layer("json")
          .definedBy("io.glimpse.json..")
          .layer("version")
          .definedBy("io.glimpse.version..")
          .layer("spelling")
          .definedBy("io.glimpse.spelling..")
          .layer("context")
          .definedBy("io.glimpse.context..")
          .layer("propagation")
          .definedBy("io.glimpse.propagation..")
          .layer("policy")
          .definedBy("io.glimpse.policy..")
          .layer("render")
          .definedBy("io.glimpse.render..")
          .layer("record")
          .definedBy("io.glimpse.record..")
          .layer("config")
          .definedBy("io.glimpse.config..")
          .layer("report")
          .definedBy("io.glimpse.report..")
          .layer("pipeline")
          .definedBy("io.glimpse.pipeline..")
          .layer("jsonl")
          .definedBy("io.glimpse.jsonl..")
          .layer("sqlite")
          .definedBy("io.glimpse.sqlite..")
          .layer("spool")
          .definedBy("io.glimpse.spool..")
          .layer("delivery")
          .definedBy("io.glimpse.delivery..")
          .layer("otlp")
          .definedBy("io.glimpse.otlp..")
          .layer("zipkin")
          .definedBy("io.glimpse.zipkin..")
          .layer("trace")
          .definedBy("io.glimpse.trace..")
          .layer("reflect")
          .definedBy("io.glimpse.reflect..")
          .layer("logcontext")
          .definedBy("io.glimpse.logcontext..")
          .layer("request local")
          .definedBy("io.glimpse.requestlocal..")
          .layer("async")
          .definedBy("io.glimpse.async..")
          .layer("http")
          .definedBy("io.glimpse.http..")
          .layer("jmx")
          .definedBy("io.glimpse.jmx..")
          .layer("front door")
          .definedBy("io.glimpse")
          .whereLayer("annotation")
          .mayNotAccessAnyLayer()
          .whereLayer("thread")
          .mayNotAccessAnyLayer()
          .whereLayer("buffer")
          .mayNotAccessAnyLayer()
          .whereLayer("json")
          .mayOnlyAccessLayers("buffer", "record")
          .whereLayer("version")
          .mayNotAccessAnyLayer()
          .whereLayer("spelling")
          .mayNotAccessAnyLayer()
          .whereLayer("context")
          .mayNotAccessAnyLayer()
          .whereLayer("propagation")
          .mayOnlyAccessLayers("context")
          .whereLayer("policy")
          .mayOnlyAccessLayers("spelling")
          .whereLayer("reflect")
          .mayOnlyAccessLayers("policy", "annotation")
          .whereLayer("logcontext")
          .mayNotAccessAnyLayer()
          .whereLayer("request local")
          .mayNotAccessAnyLayer()
          .whereLayer("async")
          .mayNotAccessAnyLayer()
          .whereLayer("render")
          .mayOnlyAccessLayers("buffer")
          .whereLayer("record")
          .mayOnlyAccessLayers("buffer", "context")
          .whereLayer("config")
          .mayOnlyAccessLayers("spelling", "record", "pipeline", "propagation")
          .whereLayer("report")
          .mayOnlyAccessLayers("policy")
          .whereLayer("pipeline")
          .mayOnlyAccessLayers("record", "thread")
          .whereLayer("sqlite")
          .mayOnlyAccessLayers("buffer", "json", "record")
          .whereLayer("jsonl")
          .mayOnlyAccessLayers("buffer", "json", "record", "thread")
          .whereLayer("spool")
          .mayOnlyAccessLayers("buffer")
          .whereLayer("delivery")
          .mayOnlyAccessLayers("buffer", "record", "spool", "version", "thread")
          .whereLayer("otlp")
          .mayOnlyAccessLayers("buffer", "context", "json", "record", "delivery", "version")
          .whereLayer("zipkin")
          .mayOnlyAccessLayers("buffer", "context", "json", "record", "delivery")
          .whereLayer("trace")
          .mayOnlyAccessLayers(
              "annotation",
              "async",
              "buffer",
              "context",
              "propagation",
              "record",
              "render",
              "request local",
              "logcontext")
          .whereLayer("http")
          .mayOnlyAccessLayers("context", "record", "trace", "propagation")
          .whereLayer("jmx")
          .mayNotAccessAnyLayer()
          .whereLayer("front door")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture()
          .because("the front door puts the rooms together, so that no room has to know it");

  @ArchTest
  static void every_room_has_its_card(JavaClasses classes) {
    classes()
        .that(describe("live in a package", type -> !type.getPackageName().isEmpty()))
        .should(beInANullMarkedPackage())
        .because("the card says what lives there, and absence is marked where it is meant")
        .check(classes);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        JavaPackage room = type.getPackage();
        boolean marked =
            room.tryGetPackageInfo().isPresent() && room.isAnnotatedWith(NullMarked.class);
        String message = room.getName() + (marked ? " has its card" : " has no @NullMarked card");
        events.add(new SimpleConditionEvent(type, marked, message));
      }
    };
  }

  @ArchTest
  static final ArchRule names_come_from_the_domain =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
          .because("what wants such a name belongs to a type that already exists");

  @ArchTest
  static final ArchRule nobody_prints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("the console belongs to the application");

  @ArchTest
  static final ArchRule everybody_logs_through_the_system_logger =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.glimpse.logcontext..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.jboss.logging..")
          .because("the server decides where our few messages go");

  /** None in the core today: a container must subclass neither of its classes. */
  private static final Set<String> OPEN_BY_NEED = Set.of();

  @ArchTest
  static final ArchRule public_classes_are_closed =
      classes()
          .that()
          .arePublic()
          .should(beClosed())
          .because("what may be subclassed can never be changed again");

  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be final, a record, an enum, an interface or sealed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.isInterface()
                || type.isEnum()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.reflect().isSealed()
                || OPEN_BY_NEED.contains(type.getName());
        events.add(
            new SimpleConditionEvent(
                type, closed, type.getName() + (closed ? " is closed" : " can be subclassed")));
      }
    };
  }
}
