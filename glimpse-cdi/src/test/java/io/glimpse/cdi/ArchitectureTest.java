package io.glimpse.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows out of this module. */
@AnalyzeClasses(packages = "io.glimpse.cdi", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule this_edge_knows_only_its_own_container_api =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "jakarta.ws.rs..")
          .because("a container with CDI alone has neither servlets nor JAX-RS");

  @ArchTest
  static final ArchRule edges_do_not_know_one_another =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.glimpse.servlet..", "io.glimpse.jaxrs..")
          .because("each of them has to work where the others are not");
}
