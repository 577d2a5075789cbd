package io.glimpse.cdi;

import io.glimpse.policy.PolicyRule;
import io.glimpse.report.BeanDiscovery;
import io.glimpse.report.DeploymentReport.Archive;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLConnection;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The archives that classes lie in, as far as a class loader tells: CDI shows an extension classes,
 * but not where they are from, nor those that it does not look at. So a class or package is looked
 * up as a resource, and what stands before its path is the archive; the beans.xml is looked for
 * where one may lie there.
 *
 * <p>For the report only. What cannot be found out is left out, and nothing here throws.
 */
final class BeanArchives {
  private static final Logger LOG = System.getLogger("io.glimpse.cdi");
  private static final String CLASSES_OF_A_WAR = "WEB-INF/classes/";

  private final ClassLoader application;
  private final Map<String, Optional<Archive>> known = new ConcurrentHashMap<>();

  BeanArchives(ClassLoader application) {
    this.application = application;
  }

  /** Where this class lies; looked up once for each archive. */
  Optional<Archive> of(Class<?> type) {
    return known.computeIfAbsent(placeOf(type), unused -> find(type));
  }

  private static String placeOf(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      return location == null ? type.getPackageName() : location.toString();
    } catch (SecurityException hidden) {
      return type.getPackageName();
    }
  }

  private Optional<Archive> find(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    String path = type.getName().replace('.', '/') + ".class";
    URL found = (own == null ? application : own).getResource(path);
    return found == null ? Optional.empty() : archive(found, path);
  }

  /** Why a rule without wildcards may have met no bean. */
  Optional<String> why(PolicyRule rule) {
    int hash = rule.pattern().indexOf('#');
    String module = hash < 0 ? rule.pattern() : rule.pattern().substring(0, hash);
    if (module.indexOf('*') >= 0 || module.indexOf('?') >= 0 || module.indexOf('[') >= 0) {
      return Optional.empty();
    }
    String path = module.replace('.', '/');
    for (String candidate : new String[] {path + ".class", path + "/", path}) {
      URL found = application.getResource(candidate);
      if (found != null) {
        return archive(found, candidate).map(archive -> why(module, archive));
      }
    }
    return Optional.of("Nothing of that name is in this deployment.");
  }

  private static String why(String module, Archive archive) {
    BeanDiscovery discovery = archive.discovery();
    String place = module + " is in " + archive.location() + ", which has " + discovery;
    if (discovery.needsAnnotations()) {
      return place
          + ": a class there is a bean only with a bean-defining annotation such as"
          + " @ApplicationScoped.";
    }
    return discovery == BeanDiscovery.NONE
        ? place + ": nothing in it is a bean."
        : place + ", but none of it became a bean.";
  }

  private static Optional<Archive> archive(URL found, String path) {
    String address = found.toString();
    if (!address.endsWith(path)) {
      return Optional.empty();
    }
    String root = address.substring(0, address.length() - path.length());
    return Optional.of(new Archive(root, discovery(found, root)));
  }

  private static BeanDiscovery discovery(URL inside, String root) {
    try {
      BeanDiscovery ofJar = read(inside, root + "META-INF/beans.xml");
      if (ofJar != null) {
        return ofJar;
      }
      if (root.endsWith(CLASSES_OF_A_WAR)) {
        String webInf = root.substring(0, root.length() - "classes/".length());
        BeanDiscovery ofWar = read(inside, webInf + "beans.xml");
        if (ofWar != null) {
          return ofWar;
        }
      }
      return BeanDiscovery.NO_FILE;
    } catch (IOException | RuntimeException unreadable) {
      LOG.log(Level.DEBUG, "no beans.xml could be read in " + root, unreadable);
      return BeanDiscovery.UNKNOWN;
    }
  }

  /** Null where there is no such file. The server's handler of {@code inside} opens it. */
  private static @Nullable BeanDiscovery read(URL inside, String address) throws IOException {
    URLConnection connection = new URL(inside, address).openConnection();
    connection.setUseCaches(false); // or the jar would stay open
    try (InputStream file = connection.getInputStream()) {
      return BeansXml.discovery(file);
    } catch (FileNotFoundException none) {
      return null;
    }
  }
}
