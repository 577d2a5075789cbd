package io.glimpse.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Every class of the WAR is a bean where it can be. */
@ArquillianTest
class AllClassesIT extends ShopUnderBeansXml {

  AllClassesIT() {
    super("bean-discovery-mode all.");
  }

  @Deployment(testable = false)
  static WebArchive shop() {
    return shop(" bean-discovery-mode=\"all\"", "");
  }
}
