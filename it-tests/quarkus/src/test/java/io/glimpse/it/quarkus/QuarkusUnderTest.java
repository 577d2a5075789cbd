package io.glimpse.it.quarkus;

import com.acme.shop.ShopApplication;
import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerWithoutAdapter;
import io.glimpse.it.ShopDoor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The application that this folder's build has made, in a new process for each deployment. Of the
 * WAR it takes the policy alone, and only where it is another one than the build's: everything in
 * it but the selection counts when the application runs.
 */
public final class QuarkusUnderTest implements ServerWithoutAdapter {

  private static final String POLICY = "META-INF/glimpse-policy.json";

  private static final Map<String, String> SETTINGS =
      new ConcurrentHashMap<>(
          Map.of(
              "glimpse.log-path",
              System.getProperty("shop.records"),
              "glimpse.flush-interval",
              "50ms"));

  @Override
  public RunningShop start(Path war) throws IOException {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    // A setting counts from the next start on, and this one is made when the shop is there already.
    settings.put("shop.conformance", "true");
    Path policy = policyOf(war);
    if (policy != null) {
      settings.put("glimpse.policy", policy.toString());
    }
    QuarkusProcess process = QuarkusProcess.start(settings);
    return new RunningShop(ShopDoor.http(process.root()), process::end);
  }

  private static @Nullable Path policyOf(Path war) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(war);
        InputStream built = ShopApplication.class.getClassLoader().getResourceAsStream(POLICY)) {
      byte[] policy = Files.readAllBytes(files.getPath("WEB-INF/classes", POLICY));
      return Arrays.equals(policy, built.readAllBytes())
          ? null
          : Files.write(war.resolveSibling("glimpse-policy.json"), policy);
    }
  }

  @Override
  public ServerSettings settings() {
    return (key, value) -> {
      if (value == null) {
        SETTINGS.remove(key);
      } else {
        SETTINGS.put(key, value);
      }
    };
  }

  @Override
  public String log() {
    return QuarkusProcess.log();
  }

  @Override
  public boolean takesUnscopedResourcesForBeans() {
    return true;
  }

  @Override
  public boolean hasManagedExecutors() {
    return false;
  }

  @Override
  public boolean servesResourcesByServlet() {
    return false;
  }

  @Override
  public boolean hasSessionsInResources() {
    return false;
  }

  @Override
  public boolean takesSettingsWhileOpen() {
    return false;
  }

  @Override
  public boolean readsBeansXml() {
    return false;
  }

  @Override
  public boolean hasJaxRsClient() {
    return false;
  }

  @Override
  public boolean hasUpgradesAndErrorPages() {
    return false;
  }

  @Override
  public String toString() {
    return "Quarkus";
  }
}
