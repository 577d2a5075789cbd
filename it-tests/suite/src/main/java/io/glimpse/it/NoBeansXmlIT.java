package io.glimpse.it;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;

/** The WAR has no beans.xml. */
@ArquillianTest
class NoBeansXmlIT extends ShopUnderBeansXml {

  NoBeansXmlIT() {
    super("no beans.xml, which means annotated.");
  }

  @BeforeEach
  void needsNoBeansXml() {
    assumeFalse(
        ServerUnderTest.current().needsBeansXml(),
        ServerUnderTest.current() + " finds no beans without a beans.xml");
  }

  @Deployment(testable = false)
  static WebArchive shop() {
    return shopWithout();
  }
}
