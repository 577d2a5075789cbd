package io.glimpse.policy;

/**
 * Where a rule stands that attaches functions.
 *
 * @since 0.1
 */
public enum RuleSource {
  /** The policy's list {@code exact_modules}. */
  EXACT_MODULES("exact_modules"),

  /** The policy's list {@code package_trees}. */
  PACKAGE_TREES("package_trees"),

  /** The annotation {@code @Traced} on the method or its class. */
  TRACED("@Traced");

  private final String text;

  RuleSource(String text) {
    this.text = text;
  }

  /** As the user writes it: the key of the list, or the annotation. */
  public String text() {
    return text;
  }
}
