package io.glimpse.it.wildfly;

import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.ClientConstants;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;
import org.jspecify.annotations.Nullable;

/** WildFly as Arquillian starts it: settings go by management operations, the log is a file. */
public final class WildFlyUnderTest implements ServerUnderTest {

  @Override
  public ServerSettings settings() {
    return WildFlyUnderTest::put;
  }

  private static void put(String key, @Nullable String value) {
    try (ModelControllerClient client =
        ModelControllerClient.Factory.create(
            "127.0.0.1", Integer.getInteger("wildfly.management-port"))) {
      ModelNode property = Operations.createAddress("system-property", key);
      client.execute(Operations.createRemoveOperation(property)); // fails where there is none
      if (value != null) {
        ModelNode add = Operations.createAddOperation(property);
        add.get(ClientConstants.VALUE).set(value);
        ModelNode outcome = client.execute(add);
        if (!Operations.isSuccessfulOutcome(outcome)) {
          throw new IllegalStateException(
              key + " was not set: " + Operations.getFailureDescription(outcome));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String log() {
    return ServerUnderTest.read(
        Path.of(System.getProperty("wildfly.home"), "standalone", "log", "server.log"));
  }

  @Override
  public boolean takesUnscopedResourcesForBeans() {
    return true;
  }

  @Override
  public boolean defaultContextServiceCarriesAll() {
    return true;
  }
}
