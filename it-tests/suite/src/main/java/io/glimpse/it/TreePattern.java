package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expected tree, written as one would read it, with a name in guillemets for each thing that
 * differs from run to run.
 *
 * <pre>{@code
 * Checkout.place(method="CARD") = {"number":"«number»", …}
 *   OrderRepository.save(number="«number»", …)
 * }</pre>
 *
 * {@code «number»} stands for some characters of one JSON string, the same ones wherever the name
 * comes again; {@code «»} for any, each time anew. All the rest is compared letter by letter.
 */
final class TreePattern {

  private static final Pattern PLACEHOLDER = Pattern.compile("«(\\w*)»");
  private static final String SOME_CHARACTERS = "[^\"\\n]+?";

  private final String tree;
  private final Pattern regex;

  private TreePattern(String tree, Pattern regex) {
    this.tree = tree;
    this.regex = regex;
  }

  static TreePattern of(String tree) {
    StringBuilder regex = new StringBuilder();
    Set<String> named = new HashSet<>();
    int literal = 0;
    for (Matcher place = PLACEHOLDER.matcher(tree); place.find(); literal = place.end()) {
      regex.append(Pattern.quote(tree.substring(literal, place.start())));
      String name = place.group(1);
      if (name.isEmpty()) {
        regex.append(SOME_CHARACTERS);
      } else if (named.add(name)) {
        regex.append("(?<").append(name).append('>').append(SOME_CHARACTERS).append(')');
      } else {
        regex.append("\\k<").append(name).append('>');
      }
    }
    regex.append(Pattern.quote(tree.substring(literal)));
    return new TreePattern(tree, Pattern.compile(regex.toString()));
  }

  /** Fails with both texts side by side, placeholders unfilled. */
  void assertMatches(String actual) {
    if (!regex.matcher(actual).matches()) {
      assertThat(actual).isEqualTo(tree);
    }
  }
}
