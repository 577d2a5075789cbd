package io.glimpse.it.weldse;

import com.acme.shop.ShopApplication;
import io.glimpse.cdi.GlimpseExtension;
import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerInThisJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Weld SE with the shop's classes from the class path. Of the WAR it takes the policy alone, and
 * only where it is another one than that of the class path.
 */
public final class WeldSeUnderTest implements ServerInThisJvm {

  private static final String POLICY = "META-INF/glimpse-policy.json";
  private static final String POLICY_SETTING = "glimpse.policy";

  @Override
  public RunningShop start(Path war) throws IOException {
    nameThePolicyOf(war);
    WeldContainer container;
    try {
      container =
          new Weld()
              .disableDiscovery()
              .addPackages(true, ShopApplication.class)
              .addExtension(new GlimpseExtension())
              .initialize();
    } finally {
      System.clearProperty(POLICY_SETTING);
    }
    return new RunningShop(new BeanDoor(container), container::close);
  }

  private static void nameThePolicyOf(Path war) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(war);
        InputStream onClassPath =
            ShopApplication.class.getClassLoader().getResourceAsStream(POLICY)) {
      byte[] policy = Files.readAllBytes(files.getPath("WEB-INF/classes", POLICY));
      if (!Arrays.equals(policy, onClassPath.readAllBytes())) {
        Path copy = Files.write(war.resolveSibling("glimpse-policy.json"), policy);
        System.setProperty(POLICY_SETTING, copy.toString());
      }
    }
  }

  @Override
  public boolean speaksHttp() {
    return false;
  }

  @Override
  public boolean hasManagedExecutors() {
    return false;
  }

  @Override
  public String toString() {
    return "Weld SE";
  }
}
