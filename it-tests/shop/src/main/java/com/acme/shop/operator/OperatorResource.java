package com.acme.shop.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** What an operator at a JMX console would do. It knows the bean by its name alone. */
@Path("operator")
@RequestScoped
public class OperatorResource {

  private static final String GLIMPSE = "io.glimpse:type=Glimpse,name=switched";

  /**
   * Calls an operation or reads an attribute.
   *
   * @param order such as {@code switchOff=com.acme.shop.catalog}, {@code stop=} or {@code Running}
   */
  @GET
  @Path("{order}")
  @Produces(MediaType.TEXT_PLAIN)
  public String tell(@PathParam("order") String order) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName(GLIMPSE);
    String[] words = order.split("=", 2);
    if (words.length == 1) {
      return String.valueOf(server.getAttribute(name, words[0]));
    }
    Object[] arguments = words[1].isEmpty() ? new Object[0] : new Object[] {words[1]};
    String[] types = new String[arguments.length];
    Arrays.fill(types, String.class.getName());
    try {
      return "done: " + server.invoke(name, words[0], arguments, types);
    } catch (RuntimeMBeanException refused) {
      return "refused: " + refused.getTargetException().getMessage();
    }
  }
}
