package io.glimpse;

import io.glimpse.jmx.GlimpseMXBean;
import io.glimpse.pipeline.GlimpseThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The place of one Glimpse in the platform's MBean server. The server outlives the application, so
 * what is registered there at start-up is taken away at close. Nothing that goes wrong here fails a
 * deployment; a JDK without the module {@code java.management} is one of these things.
 *
 * <p>An application server has made its MBean server long before. Elsewhere ours would be the first
 * to ask for it, which takes the JDK a tenth of a second and more: the application does not wait
 * for that.
 */
final class Registration {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final GlimpseMXBean bean;
  private String name;
  private boolean wanted;
  private @Nullable ObjectName registered;

  Registration(GlimpseMXBean bean, String name) {
    this.bean = bean;
    this.name = name;
  }

  void open() {
    synchronized (this) {
      wanted = true;
    }
    try {
      if (Platform.isThere()) {
        register();
      } else {
        GlimpseThreads.daemon("glimpse-jmx", this::register).start();
      }
    } catch (Exception | LinkageError refused) {
      goOnWithout(refused);
    }
  }

  private void register() {
    try {
      Platform platform = new Platform();
      synchronized (this) {
        if (wanted && registered == null) {
          registered = platform.register(bean, name);
        }
      }
    } catch (Exception | LinkageError refused) {
      goOnWithout(refused);
    }
  }

  /** The container has said what the application is called. */
  synchronized void rename(String better) {
    boolean isThere = registered != null;
    if (isThere) {
      takeBack();
    }
    name = better;
    if (isThere) {
      register();
    }
  }

  private static void goOnWithout(Throwable refused) {
    LOG.log(Level.INFO, "Glimpse goes on without JMX: " + refused);
  }

  synchronized void close() {
    wanted = false;
    takeBack();
  }

  private synchronized void takeBack() {
    ObjectName taken = registered;
    registered = null;
    if (taken != null) {
      try {
        new Platform().unregister(taken);
      } catch (Exception | LinkageError gone) {
        LOG.log(Level.INFO, "Glimpse could not take its name back from JMX: " + gone);
      }
    }
  }

  /** The MBean server; a class of its own, since a JDK may be without what it is made of. */
  private static final class Platform {
    private static final Pattern PLAIN = Pattern.compile("[^,=:\"*?\\s]+");
    private static final int MOST = 1000;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    /** Whether somebody has asked for it already. */
    static boolean isThere() {
      return !MBeanServerFactory.findMBeanServer(null).isEmpty();
    }

    ObjectName register(GlimpseMXBean bean, String name) throws JMException {
      String quoted = PLAIN.matcher(name).matches() ? name : ObjectName.quote(name);
      String first = "io.glimpse:type=Glimpse,name=" + quoted;
      for (int instance = 1; instance < MOST; instance++) {
        ObjectName free = new ObjectName(instance == 1 ? first : first + ",instance=" + instance);
        try {
          return server.registerMBean(bean, free).getObjectName();
        } catch (InstanceAlreadyExistsException taken) {
          LOG.log(Level.DEBUG, "{0} is another deployment''s", free);
        }
      }
      throw new InstanceAlreadyExistsException(first);
    }

    void unregister(ObjectName name) throws JMException {
      server.unregisterMBean(name);
    }
  }
}
