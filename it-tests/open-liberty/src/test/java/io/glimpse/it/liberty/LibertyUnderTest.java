package io.glimpse.it.liberty;

import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerUnderTest;
import java.net.URI;
import java.nio.file.Path;

/** Open Liberty as Arquillian starts it, with the back door beside the shop; the log is a file. */
public final class LibertyUnderTest implements ServerUnderTest {

  @Override
  public ServerSettings settings() {
    return ServerSettings.throughBackDoor(
        URI.create("http://127.0.0.1:" + System.getProperty("liberty.port") + "/back-door"));
  }

  @Override
  public String log() {
    return ServerUnderTest.read(Path.of(System.getProperty("liberty.log")));
  }

  @Override
  public boolean takesUnscopedResourcesForBeans() {
    return true;
  }

  /** Its default context is the class loader and the names of the component, and nothing else. */
  @Override
  public boolean defaultExecutorsCarryAll() {
    return false;
  }

  /** Its RESTEasy carries just that, too, and applications cannot see its classes. */
  @Override
  public boolean carriesSpansOfAsyncClients() {
    return false;
  }

  /** It logs by java.util.logging, which has no diagnostic context. */
  @Override
  public boolean hasLogContext() {
    return false;
  }

  @Override
  public String toString() {
    return "Open Liberty";
  }
}
