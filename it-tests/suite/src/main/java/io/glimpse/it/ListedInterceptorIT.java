package io.glimpse.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application lists Glimpse's interceptor, which nobody has to. */
@ArquillianTest
class ListedInterceptorIT extends ShopUnderBeansXml {

  ListedInterceptorIT() {
    super("bean-discovery-mode annotated.");
  }

  @Deployment(testable = false)
  static WebArchive shop() {
    return shop(
        " bean-discovery-mode=\"annotated\"",
        "<interceptors><class>io.glimpse.cdi.GlimpseInterceptor</class></interceptors>");
  }
}
