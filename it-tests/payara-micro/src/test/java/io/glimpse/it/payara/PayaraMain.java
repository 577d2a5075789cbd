package io.glimpse.it.payara;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/**
 * Boots Payara Micro on a free port of the loopback, says which, and then does what each line of
 * its input says until that ends. One reply goes out for each line; what the server itself prints
 * goes to the log.
 */
final class PayaraMain {

  static final String HOST = "127.0.0.1";
  static final String CONTEXT_ROOT = "/shop";

  /** The reply to a command that was carried out; any other reply says what went wrong. */
  static final String DONE = "done";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String NAME = "shop";
  private static final String SERVER = "configs.config.server-config.";

  private final PayaraMicroRuntime server;

  private PayaraMain(PayaraMicroRuntime server) {
    this.server = server;
  }

  public static void main(String... arguments) throws IOException, BootstrapException {
    PrintStream replies = System.out;
    System.setOut(System.err);
    PayaraMain main = new PayaraMain(boot(new File(arguments[0])));
    replies.println(main.server.getLocalDescriptor().getHttpPorts().get(0));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      replies.println(main.reply(line.split("\t")));
    }
    main.server.shutdown();
    System.exit(0);
  }

  private static PayaraMicroRuntime boot(File folder) throws IOException, BootstrapException {
    // Its class loader for packed jars reads no multi-release jars, and Yasson then no records.
    PayaraMicro.setUpackedJarDir(new File(folder, "jars"));
    PayaraMicro.unpackJars();
    PayaraMicro server = PayaraMicro.getInstance();
    server.setRootDir(new File(folder, "instance"));
    server.setPrintLogo(false);
    server.setHttpPort(freePort());
    server.setNoCluster(true);
    server.setPreBootHandler(PayaraMain::stayAlone);
    return server.bootStrap();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  /** On the loopback only, without a data grid, and without a word to its makers. */
  private static void stayAlone(AdminCommandRunner commands) {
    set(
        commands,
        "network-config.network-listeners.network-listener.http-listener.address=" + HOST);
    set(commands, "hazelcast-config-specific-configuration.enabled=false");
    set(commands, "availability-service.web-container-availability.availability-enabled=false");
    set(commands, "phone-home-runtime-configuration.enabled=false");
  }

  private static void set(AdminCommandRunner commands, String setting) {
    ClusterCommandResult result = commands.run("set", SERVER + setting);
    if (result.getExitStatus() != ClusterCommandResult.ExitStatus.SUCCESS) {
      throw new IllegalStateException(setting + ": " + result.getOutput());
    }
  }

  private String reply(String... words) {
    try {
      switch (words[0]) {
        case "deploy" -> {
          server.deploy(NAME, CONTEXT_ROOT, new File(words[1])); // true even where it failed
          return server.getDeployedApplicationNames().contains(NAME) ? DONE : "failed";
        }
        case "undeploy" -> server.undeploy(NAME);
        case "set" -> System.setProperty(words[1], words[2]);
        case "clear" -> System.clearProperty(words[1]);
        default -> {
          return "unknown";
        }
      }
      return DONE;
    } catch (RuntimeException e) {
      e.printStackTrace();
      return e.toString().replace('\n', ' ');
    }
  }
}
