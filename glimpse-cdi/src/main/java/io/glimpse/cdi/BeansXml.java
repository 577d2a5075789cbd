package io.glimpse.cdi;

import io.glimpse.report.BeanDiscovery;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a beans.xml says about the discovery of beans: one attribute of its first element. Nothing
 * else of it is read, and nothing that it refers to.
 */
final class BeansXml {
  private BeansXml() {}

  static BeanDiscovery discovery(InputStream file) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(file);
    int first = bytes.read();
    while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
      first = bytes.read();
    }
    if (first < 0) {
      return empty(BeansXml.class.getClassLoader());
    }
    bytes.unread(first);
    try {
      return mode(attribute(bytes));
    } catch (XMLStreamException noXml) {
      return BeanDiscovery.UNKNOWN;
    }
  }

  /**
   * What an empty one means to the CDI that this loader sees: the class is there from CDI 4.0 on,
   * and an empty file made every class a bean before.
   */
  static BeanDiscovery empty(ClassLoader loader) {
    try {
      Class<?> unused =
          Class.forName(
              "jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension",
              false,
              loader);
      return BeanDiscovery.EMPTY;
    } catch (ClassNotFoundException | LinkageError older) {
      return BeanDiscovery.EMPTY_OF_OLD;
    }
  }

  /** The JDK's own parser: what the application brings along may behave in other ways. */
  private static @Nullable String attribute(InputStream bytes) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(bytes);
    try {
      xml.nextTag();
      return xml.getAttributeValue(null, "bean-discovery-mode");
    } finally {
      xml.close();
    }
  }

  private static BeanDiscovery mode(@Nullable String attribute) {
    if (attribute == null) {
      return BeanDiscovery.NO_MODE;
    }
    return switch (attribute) {
      case "all" -> BeanDiscovery.ALL;
      case "annotated" -> BeanDiscovery.ANNOTATED;
      case "none" -> BeanDiscovery.NONE;
      default -> BeanDiscovery.UNKNOWN;
    };
  }
}
