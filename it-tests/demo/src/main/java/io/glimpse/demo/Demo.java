package io.glimpse.demo;

import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code mvn -Pdemo}: serves the shop, visits it, prints what the records tell, and keeps serving.
 *
 * <p>It runs inside Maven's JVM and ends with it. System properties say where things are: {@code
 * demo.war}, {@code demo.jars}, {@code demo.folder}; {@code demo.port} and {@code demo.once} are
 * the user's. Records go to {@code glimpse.jsonl} in the folder, unless {@code glimpse.log-path} or
 * {@code GLIMPSE_LOG_PATH} name another file, as for any application with Glimpse.
 */
public final class Demo {

  private static final String LOG_PATH = "glimpse.log-path";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Kept, because a logger that nobody holds forgets its level. */
  private static final List<Logger> LOGGERS = new ArrayList<>();

  private final PrintStream out;
  private final RecordFile records;

  private Demo(PrintStream out, RecordFile records) {
    this.out = out;
    this.records = records;
  }

  /** Throws, and so fails Maven, where the shop does not start or answers with a wrong status. */
  public static void main(String[] arguments) throws Exception {
    quiet("", Level.WARNING);
    quiet("org.jboss.weld", Level.SEVERE);
    quiet("org.glassfish.jersey", Level.SEVERE);
    Path folder = Path.of(required("demo.folder"));
    Demo demo = new Demo(System.out, new RecordFile(recordFile(folder)));
    try (ShopOnTomcat shop =
        ShopOnTomcat.start(
            Path.of(required("demo.war")),
            "",
            Path.of(required("demo.jars")),
            Integer.getInteger("demo.port", 8080),
            folder.resolve("tomcat"))) {
      quiet("org.apache.catalina", Level.OFF); // Some visits fail on purpose; the trees say how.
      demo.visit(shop.root());
      if (System.getProperty("demo.once") == null) {
        demo.keepServing(shop);
      }
    }
  }

  private static void quiet(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    LOGGERS.add(logger);
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(
          "no system property " + property + ": start the demo by mvn -Pdemo");
    }
    return value;
  }

  /** Empty where it is the demo's own; somebody else's file is read from where it ends now. */
  private static Path recordFile(Path folder) throws IOException {
    String named = System.getProperty(LOG_PATH, System.getenv("GLIMPSE_LOG_PATH"));
    if (named != null) {
      return Path.of(named);
    }
    Files.createDirectories(folder);
    Path own = folder.resolve("glimpse.jsonl").toAbsolutePath();
    Files.deleteIfExists(own);
    Files.createFile(own);
    System.setProperty(LOG_PATH, own.toString());
    return own;
  }

  private void visit(URI root) throws IOException, InterruptedException {
    TraceBook book = new TraceBook(records);
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    for (DemoVisit visit : DemoVisit.MIX) {
      int status = visit.send(client, root);
      if (status != visit.status()) {
        throw new IllegalStateException(
            visit + " was answered with " + status + " and not with " + visit.status());
      }
    }
    List<Trace> traces = book.waitFor(DemoVisit.MIX.size(), PATIENCE);
    traces.forEach(trace -> out.println(TraceBook.print(trace)));
    if (traces.size() == DemoVisit.MIX.size()) {
      out.printf("%d requests, as recorded in %s%n", traces.size(), records.path());
    } else {
      out.printf(
          "Only %d of %d requests are in %s. Is a glimpse.* property or GLIMPSE_* variable set?%n",
          traces.size(), DemoVisit.MIX.size(), records.path());
    }
  }

  private void keepServing(ShopOnTomcat shop) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "demo-end"));
    out.printf(
        """

        The shop is open at %1$s until you press Ctrl-C. Visit it, and look into the file again:
          curl %1$sapi/products/mug
          curl -H 'Content-Type: application/json' -d '{"user":"ada","password":"correct-horse-7"}' \
        %1$sapi/account/login
          curl %1$sapi/reports/monthly
        """,
        shop.root());
    new CountDownLatch(1).await();
  }
}
