package io.glimpse.jaxrs.client;

import org.jboss.resteasy.spi.Dispatcher;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jboss.resteasy.spi.concurrent.ThreadContexts;

/**
 * The deployment that RESTEasy is just starting on this thread. Its requests get {@link
 * RestEasyThreadContext} among the objects that RESTEasy lays out for each of them.
 */
final class RestEasyDeployment {
  private RestEasyDeployment() {}

  static void carrySpans() {
    Dispatcher starting = ResteasyProviderFactory.getInstance().getContextData(Dispatcher.class);
    if (starting != null) {
      ThreadContexts ofEachRequest =
          (ThreadContexts)
              starting
                  .getDefaultContextObjects()
                  .computeIfAbsent(ThreadContexts.class, none -> new ThreadContexts());
      ThreadContexts unused = ofEachRequest.add(new RestEasyThreadContext());
    }
  }
}
