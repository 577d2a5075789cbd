package io.glimpse.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR has no beans.xml. */
@ArquillianTest
class NoBeansXmlIT extends ShopUnderBeansXml {

  NoBeansXmlIT() {
    super("no beans.xml, which means annotated.");
  }

  @Deployment(testable = false)
  static WebArchive shop() {
    return shopWithout();
  }
}
