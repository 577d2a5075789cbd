package io.glimpse.jaxrs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows out of this module. */
@AnalyzeClasses(packages = "io.glimpse.jaxrs", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule this_edge_knows_only_its_own_container_api =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.enterprise..",
              "jakarta.interceptor..",
              "jakarta.inject..",
              "jakarta.servlet..")
          .because("JAX-RS runs without a servlet container, and without CDI");

  @ArchTest
  static final ArchRule edges_do_not_know_one_another =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.glimpse.cdi..", "io.glimpse.servlet..")
          .because("each of them has to work where the others are not");

  @ArchTest
  static final ArchRule only_the_listener_knows_jersey =
      noClasses()
          .that()
          .resideInAPackage("io.glimpse.jaxrs")
          .and()
          .haveNameNotMatching(".*\\.(JerseyListener|JerseyRequest|WatchedWriter)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.glassfish.jersey..")
          .because("all others are loaded on other runtimes too");
}
