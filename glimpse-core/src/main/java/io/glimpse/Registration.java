package io.glimpse;

import io.glimpse.jmx.GlimpseMXBean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The place of one Glimpse in the platform's MBean server. The server outlives the application, so
 * what is registered there at start-up is taken away at close. Nothing that goes wrong here fails a
 * deployment.
 */
final class Registration {
  private static final Logger LOG = System.getLogger("io.glimpse");
  private static final Pattern PLAIN = Pattern.compile("[^,=:\"*?\\s]+");
  private static final int MOST = 1000;

  private final GlimpseMXBean bean;
  private final String name;
  private @Nullable ObjectName registered;

  Registration(GlimpseMXBean bean, String name) {
    this.bean = bean;
    this.name = name;
  }

  synchronized void open() {
    if (registered != null) {
      return;
    }
    try {
      registered = register(ManagementFactory.getPlatformMBeanServer());
      LOG.log(Level.DEBUG, "Glimpse is registered as {0}", registered);
    } catch (JMException | RuntimeException | LinkageError refused) {
      LOG.log(Level.INFO, "Glimpse goes on without JMX: " + refused);
    }
  }

  private ObjectName register(MBeanServer server) throws JMException {
    String quoted = PLAIN.matcher(name).matches() ? name : ObjectName.quote(name);
    String first = "io.glimpse:type=Glimpse,name=" + quoted;
    for (int instance = 1; instance < MOST; instance++) {
      ObjectName free = new ObjectName(instance == 1 ? first : first + ",instance=" + instance);
      try {
        return server.registerMBean(bean, free).getObjectName();
      } catch (InstanceAlreadyExistsException taken) {
        LOG.log(Level.DEBUG, "{0} is another deployment's", free);
      }
    }
    throw new InstanceAlreadyExistsException(first);
  }

  synchronized void close() {
    ObjectName name = registered;
    registered = null;
    if (name == null) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (JMException | RuntimeException | LinkageError gone) {
      LOG.log(Level.INFO, "Glimpse could not take " + name + " back from JMX: " + gone);
    }
  }
}
