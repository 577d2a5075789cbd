package io.glimpse.servlet;

import io.glimpse.Glimpse;
import io.glimpse.GlimpseException;
import io.glimpse.Lease;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers {@link GlimpseFilter} in front of all other filters when the web application starts,
 * and gives its lease back when the application ends. For the container, by {@code
 * META-INF/services}.
 *
 * <p>A broken policy or configuration fails the start with the whole report. It needs no CDI, since
 * which of the two starts first differs from server to server.
 *
 * @since 0.1
 */
public class GlimpseInitializer implements ServletContainerInitializer {
  private static final Logger LOG = System.getLogger("io.glimpse.servlet");
  private static final String NAME = "glimpse";

  /** For the container. */
  public GlimpseInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    Lease lease;
    try {
      lease = Glimpse.lease("servlet filter of " + context.getContextPath(), loader(context));
    } catch (GlimpseException broken) {
      throw new ServletException(broken.getMessage());
    }
    context.addListener(new Farewell(lease));
    lease.glimpse().offerServiceName(ApplicationName.of(context));
    if (lease.glimpse().isEnabled()) {
      register(context, lease.glimpse());
    }
  }

  private static ClassLoader loader(ServletContext context) {
    ClassLoader loader = context.getClassLoader();
    return loader == null ? GlimpseInitializer.class.getClassLoader() : loader;
  }

  private static void register(ServletContext context, Glimpse glimpse) {
    FilterRegistration.Dynamic filter = context.addFilter(NAME, new GlimpseFilter(glimpse));
    if (filter == null) {
      LOG.log(
          Level.WARNING,
          "A filter named \"{0}\" is there already, so requests of {1} get no root span. Rename"
              + " the other filter.",
          NAME,
          context.getContextPath());
      return;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
  }

  /** Gives the lease back at undeploy. */
  private static final class Farewell implements ServletContextListener {
    private final Lease lease;

    Farewell(Lease lease) {
      this.lease = lease;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      lease.close();
    }
  }
}
