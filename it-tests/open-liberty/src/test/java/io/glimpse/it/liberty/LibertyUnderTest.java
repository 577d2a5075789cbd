package io.glimpse.it.liberty;

import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
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
    try {
      return Files.readString(Path.of(System.getProperty("liberty.log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean takesUnscopedResourcesForBeans() {
    return true;
  }

  @Override
  public boolean defaultContextServiceCarriesAll() {
    return true;
  }

  @Override
  public String toString() {
    return "Open Liberty";
  }
}
