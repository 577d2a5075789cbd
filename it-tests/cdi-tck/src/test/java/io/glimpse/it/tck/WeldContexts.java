package io.glimpse.it.tck;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.CDI;
import org.jboss.cdi.tck.spi.Contexts;
import org.jboss.weld.context.DependentContext;
import org.jboss.weld.context.ManagedContext;
import org.jboss.weld.context.bound.BoundRequestContext;
import org.jboss.weld.contexts.PassivatingContextWrapper;

/** The contexts of the container that runs. The TCK makes it by its name. */
public final class WeldContexts implements Contexts<Context> {

  @Override
  public Context getRequestContext() {
    return CDI.current().select(BoundRequestContext.class).get();
  }

  @Override
  public Context getDependentContext() {
    return CDI.current().select(DependentContext.class).get();
  }

  @Override
  public void setActive(Context context) {
    ((ManagedContext) PassivatingContextWrapper.unwrap(context)).activate();
  }

  @Override
  public void setInactive(Context context) {
    ((ManagedContext) PassivatingContextWrapper.unwrap(context)).deactivate();
  }

  /** Weld destroys what an invalidated context holds when the context is left. */
  @Override
  public void destroyContext(Context context) {
    ManagedContext managed = (ManagedContext) PassivatingContextWrapper.unwrap(context);
    managed.invalidate();
    managed.deactivate();
    managed.activate();
  }
}
