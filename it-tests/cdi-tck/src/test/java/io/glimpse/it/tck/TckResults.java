package io.glimpse.it.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What TestNG says about one run.
 *
 * @param outcomes of each test, and of what deploys and undeploys around it, by class and method
 * @param tests how many of these are tests
 */
record TckResults(Map<String, Outcome> outcomes, int tests) {

  static TckResults read(Path file) throws IOException {
    Map<String, Outcome> outcomes = new TreeMap<>();
    int tests = 0;
    for (Element type : elements(parse(file).getDocumentElement(), "class")) {
      for (Element method : elements(type, "test-method")) {
        String name = type.getAttribute("name") + "." + method.getAttribute("name");
        outcomes.merge(name, Outcome.of(method.getAttribute("status")), Outcome::orWorse);
        if (!method.getAttribute("is-config").equals("true")) {
          tests++;
        }
      }
    }
    return new TckResults(outcomes, tests);
  }

  private static Document parse(Path file) throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " is not TestNG's", e);
    }
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** All that did not pass. */
  Map<String, Outcome> notPassed() {
    Map<String, Outcome> left = new TreeMap<>(outcomes);
    left.values().removeIf(outcome -> outcome == Outcome.PASS);
    return left;
  }
}
