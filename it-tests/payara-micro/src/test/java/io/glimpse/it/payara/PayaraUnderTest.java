package io.glimpse.it.payara;

import io.glimpse.it.RunningShop;
import io.glimpse.it.ServerSettings;
import io.glimpse.it.ServerWithoutAdapter;
import io.glimpse.it.ShopDoor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Payara Micro in a process of its own, booted once; the shop comes and goes in it. */
public final class PayaraUnderTest implements ServerWithoutAdapter {

  @Override
  public RunningShop start(Path war) throws IOException {
    PayaraProcess server = PayaraProcess.running();
    server.tell("deploy", war.toString());
    URI root =
        URI.create("http://" + PayaraMain.HOST + ":" + server.port() + PayaraMain.CONTEXT_ROOT);
    return new RunningShop(ShopDoor.http(root), () -> server.tell("undeploy"));
  }

  @Override
  public ServerSettings settings() {
    return (key, value) -> {
      if (value == null) {
        PayaraProcess.running().tell("clear", key);
      } else {
        PayaraProcess.running().tell("set", key, value);
      }
    };
  }

  @Override
  public String log() {
    return PayaraProcess.running().log();
  }

  /** It has the beans, but no timer service: an application with a timer does not start. */
  @Override
  public boolean hasSessionBeans() {
    return false;
  }

  @Override
  public String toString() {
    return "Payara Micro";
  }
}
