package io.glimpse.report;

/**
 * How a container looks for beans in an archive, as its beans.xml says (CDI 4.0, section 15.1). A
 * container may have a setting of its own for archives with an empty one.
 *
 * @since 0.1
 */
public enum BeanDiscovery {
  /** Every class is looked at. */
  ALL("all", "bean-discovery-mode all"),
  /** Classes with a bean-defining annotation, because the beans.xml says so. */
  ANNOTATED("annotated", "bean-discovery-mode annotated"),
  /** The same, because the beans.xml says nothing about it. */
  NO_MODE("no-mode", "a beans.xml without bean-discovery-mode, which means annotated"),
  /** The same, because the beans.xml is empty. */
  EMPTY("empty", "an empty beans.xml, which means annotated"),
  /** Every class is looked at, because the beans.xml is empty and CDI is older than 4.0. */
  EMPTY_OF_OLD("empty-of-old", "an empty beans.xml, which means all before CDI 4.0"),
  /** Classes with a bean-defining annotation, because there is no beans.xml. */
  NO_FILE("no-file", "no beans.xml, which means annotated"),
  /** No class is looked at. */
  NONE("none", "bean-discovery-mode none"),
  /** The beans.xml could not be read. */
  UNKNOWN("unknown", "a beans.xml that Glimpse could not read");

  private final String code;
  private final String sentence;

  BeanDiscovery(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The short form for reports in JSON; it does not change. */
  public String code() {
    return code;
  }

  /** Whether only classes with a bean-defining annotation are beans. */
  public boolean needsAnnotations() {
    return this == ANNOTATED || this == NO_MODE || this == EMPTY || this == NO_FILE;
  }

  /** For a sentence that begins with what has it. */
  @Override
  public String toString() {
    return sentence;
  }
}
