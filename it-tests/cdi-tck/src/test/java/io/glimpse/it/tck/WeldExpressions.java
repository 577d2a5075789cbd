package io.glimpse.it.tck;

import jakarta.el.ELContext;
import jakarta.el.ELContextEvent;
import jakarta.el.ExpressionFactory;
import jakarta.el.StandardELContext;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jboss.cdi.tck.spi.EL;
import org.jboss.weld.module.web.el.WeldELContextListener;

/** Expressions that name beans. The TCK makes it by its name. */
public final class WeldExpressions implements EL {

  @Override
  public <T> T evaluateValueExpression(BeanManager beans, String expression, Class<T> expected) {
    ELContext context = createELContext(beans);
    Object value =
        factory(beans).createValueExpression(context, expression, expected).getValue(context);
    return expected.cast(value);
  }

  @Override
  public <T> T evaluateMethodExpression(
      BeanManager beans,
      String expression,
      Class<T> expected,
      Class<?>[] parameterTypes,
      Object[] parameters) {
    ELContext context = createELContext(beans);
    Object value =
        factory(beans)
            .createMethodExpression(context, expression, expected, parameterTypes)
            .invoke(context, parameters);
    return expected.cast(value);
  }

  @Override
  public ELContext createELContext(BeanManager beans) {
    StandardELContext context = new StandardELContext(factory(beans));
    context.addELResolver(beans.getELResolver());
    new WeldELContextListener().contextCreated(new ELContextEvent(context));
    return context;
  }

  private static ExpressionFactory factory(BeanManager beans) {
    return beans.wrapExpressionFactory(ExpressionFactory.newInstance());
  }
}
