package io.glimpse.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.condition.DisabledIf;

/** The WAR has no beans.xml. */
@DisabledIf(
    value = "findsNoBeansThen",
    disabledReason = "this server finds no beans then, and the application may not even start")
@ArquillianTest
class NoBeansXmlIT extends ShopUnderBeansXml {

  NoBeansXmlIT() {
    super("no beans.xml, which means annotated.");
  }

  static boolean findsNoBeansThen() {
    return ServerUnderTest.current().needsBeansXml();
  }

  @Deployment(testable = false)
  static WebArchive shop() {
    return shopWithout();
  }
}
