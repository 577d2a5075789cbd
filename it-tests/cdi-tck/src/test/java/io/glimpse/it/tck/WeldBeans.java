package io.glimpse.it.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jboss.cdi.tck.spi.Beans;
import org.jboss.weld.proxy.WeldClientProxy;

/** What the TCK asks about Weld's instances. The TCK makes it by its name. */
public final class WeldBeans implements Beans {

  @Override
  public boolean isProxy(Object instance) {
    return instance instanceof WeldClientProxy;
  }

  @Override
  public byte[] passivate(Object instance) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(instance);
    }
    return bytes.toByteArray();
  }

  @Override
  public Object activate(byte[] passivated) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(passivated))) {
      return in.readObject();
    }
  }
}
