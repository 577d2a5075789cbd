package io.glimpse.it.quarkus;

import io.quarkus.bootstrap.runner.RunnerClassLoader;
import io.quarkus.bootstrap.runner.SerializedApplication;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that starts and ends the application several times, each time with a class loader of
 * its own and from the same thread, as Quarkus's dev mode does. It says what each run answered and
 * what of Glimpse its threads still hold afterwards.
 */
public final class Restarts {

  private static final Path DATA = Path.of("quarkus/quarkus-application.dat");

  private static final String[] NOTHING = {};

  private Restarts() {}

  /** The application's folder, and a traceparent for each run. */
  public static void main(String... arguments) throws Exception {
    for (int i = 1; i < arguments.length; i++) {
      System.out.println("run " + i + ": " + run(Path.of(arguments[0]), arguments[i]));
    }
    System.exit(0);
  }

  private static String run(Path root, String traceparent) throws Exception {
    int port = freePort();
    System.setProperty("quarkus.http.port", Integer.toString(port));
    RunnerClassLoader loader;
    try (InputStream data = Files.newInputStream(root.resolve(DATA))) {
      loader = SerializedApplication.read(data, root).getRunnerClassLoader();
    }
    Thread.currentThread().setContextClassLoader(loader);
    Object application =
        loader.loadClass("io.quarkus.runner.ApplicationImpl").getConstructor().newInstance();
    Class<?> type = loader.loadClass("io.quarkus.runtime.Application");
    Object unused = type.getMethod("start", String[].class).invoke(application, (Object) NOTHING);
    String answer = visit(port, traceparent);
    unused = type.getMethod("stop").invoke(application);
    Thread.currentThread().setContextClassLoader(Restarts.class.getClassLoader());
    return answer + ", left behind: " + leftBehind(loader);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String visit(int port, String traceparent) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/shop/api/price-tags/mug/pen"))
            .header("traceparent", traceparent)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Threads of Glimpse, and what lies of it in the thread locals of all others. */
  private static List<String> leftBehind(ClassLoader loader) throws ReflectiveOperationException {
    Field locals = open(Thread.class, "threadLocals");
    List<String> found = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("glimpse")) {
        found.add(thread.getName());
      }
      Object map = locals.get(thread);
      Object table = map == null ? null : open(map.getClass(), "table").get(map);
      for (int i = 0; table != null && i < Array.getLength(table); i++) {
        Object entry = Array.get(table, i);
        Object value = entry == null ? null : open(entry.getClass(), "value").get(entry);
        if (holds(value, loader)) {
          found.add(thread.getName() + " holds " + value);
        }
      }
    }
    return found;
  }

  private static Field open(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static boolean holds(@Nullable Object value, ClassLoader loader) {
    if (value instanceof Object[] array) {
      for (Object each : array) {
        if (holds(each, loader)) {
          return true;
        }
      }
    }
    return value != null
        && value.getClass().getClassLoader() == loader
        && value.getClass().getName().startsWith("io.glimpse.");
  }
}
