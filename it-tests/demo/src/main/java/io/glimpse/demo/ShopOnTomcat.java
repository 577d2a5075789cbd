package io.glimpse.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.FileResourceSet;
import org.apache.catalina.webresources.StandardRoot;

/**
 * One WAR on a Tomcat of its own, on 127.0.0.1.
 *
 * <p>Tomcat has neither CDI nor JAX-RS. The jars that bring them are laid over {@code WEB-INF/lib}
 * while the WAR is served from its file, so that the file is the same one that a complete server
 * gets.
 *
 * <pre>{@code
 * try (ShopOnTomcat shop = ShopOnTomcat.start(war, "/shop", jars, 0, scratch)) {
 *   visit(shop.root());
 * }
 * }</pre>
 */
public final class ShopOnTomcat implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Tomcat tomcat;
  private final URI root;

  private ShopOnTomcat(Tomcat tomcat, URI root) {
    this.tomcat = tomcat;
    this.root = root;
  }

  /**
   * Serves the WAR.
   *
   * @param war the file, which stays as it is
   * @param contextPath {@code /shop}, or the empty text for the root
   * @param jars the folder of the jars to lay over {@code WEB-INF/lib}
   * @param port where to listen, 0 for a free port
   * @param scratch a folder that Tomcat may write to
   * @throws IOException where the deployment failed (the log says why) or the port is taken
   */
  public static ShopOnTomcat start(Path war, String contextPath, Path jars, int port, Path scratch)
      throws IOException {
    Files.createDirectories(scratch.resolve("webapps"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(scratch.toAbsolutePath().toString());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", HOST);
    tomcat.getConnector().setThrowOnFailure(true);
    StandardContext context = context(tomcat, war, contextPath);
    layOver(context, jars);
    tomcat.getHost().addChild(context);
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    try {
      tomcat.start();
      if (!context.getState().isAvailable()) {
        throw new LifecycleException("The deployment failed; the log above says why.");
      }
    } catch (LifecycleException e) {
      stop(tomcat);
      throw new IOException(war + " could not be started on port " + port + ": " + cause(e), e);
    }
    int listening = tomcat.getConnector().getLocalPort();
    return new ShopOnTomcat(
        tomcat, URI.create("http://" + HOST + ":" + listening + contextPath + "/"));
  }

  private static StandardContext context(Tomcat tomcat, Path war, String contextPath) {
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    StandardContext context = new StandardContext();
    context.setPath(contextPath);
    context.setName(contextPath);
    context.setDocBase(war.toAbsolutePath().toString());
    context.setUnpackWAR(false);
    context.setParentClassLoader(ShopOnTomcat.class.getClassLoader()); // Maven's is not the JVM's.
    // What they look for needs --add-opens, and the class loader ends with the JVM anyway.
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesRmiTargets(false);
    context.addLifecycleListener(config);
    return context;
  }

  private static void layOver(StandardContext context, Path jars) throws IOException {
    WebResourceRoot resources = new StandardRoot(context);
    context.setResources(resources);
    for (Path jar : jarsIn(jars)) {
      resources.addPostResources(
          new FileResourceSet(
              resources,
              "/WEB-INF/lib/" + jar.getFileName(),
              jar.toAbsolutePath().toString(),
              "/"));
    }
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static String cause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static void stop(Tomcat tomcat) throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException("Tomcat could not be stopped: " + cause(e), e);
    }
  }

  /** The context root, with a slash at its end. */
  public URI root() {
    return root;
  }

  /** Undeploys the shop and stops listening. */
  @Override
  public void close() {
    try {
      stop(tomcat);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
