package io.glimpse.it.tck;

import io.glimpse.Glimpse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.testng.IInvokedMethod;
import org.testng.IInvokedMethodListener;
import org.testng.ISuite;
import org.testng.ISuiteListener;
import org.testng.ITestResult;

/**
 * Looks, after each test of a run with Glimpse, what Glimpse has done in the deployment that the
 * test is in, and leaves the sums in the file that the property {@value #FILE} names. TestNG makes
 * it by its name.
 */
public final class Witness implements IInvokedMethodListener, ISuiteListener {
  static final String FILE = "tck.witness";
  static final String DEPLOYMENTS = "deployments";
  static final String ATTACHED = "attached";

  private @Nullable Glimpse last;
  private int deployments;
  private int attached;

  @Override
  public void afterInvocation(IInvokedMethod method, ITestResult result) {
    Glimpse glimpse = Glimpse.current();
    if (method.isTestMethod() && glimpse.isEnabled() && glimpse != last) {
      last = glimpse;
      deployments++;
      attached += glimpse.report().attachedFunctions();
    }
  }

  @Override
  public void onFinish(ISuite suite) {
    Properties seen = new Properties();
    seen.setProperty(DEPLOYMENTS, Integer.toString(deployments));
    seen.setProperty(ATTACHED, Integer.toString(attached));
    try (Writer file = Files.newBufferedWriter(Path.of(System.getProperty(FILE)))) {
      seen.store(file, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
