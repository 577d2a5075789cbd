package io.glimpse.policy;

import static io.glimpse.policy.PolicyProblem.quoted;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the policy's lists of texts while it is filled; what cannot be meant is refused. */
final class TextList {
  private final PolicyKey key;
  private final Problems problems;
  private final List<String> texts = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int next;

  TextList(PolicyKey key, Problems problems) {
    this.key = key;
    this.problems = problems;
  }

  void add(String text) {
    String pointer = key.pointer() + '/' + next++;
    if (text.isBlank()) {
      problems.add(pointer, quoted(text), "Take it out, or write what it should name.");
      return;
    }
    if (!seen.add(text)) {
      problems.add(pointer, quoted(text) + " a second time", "Take it out.");
      return;
    }
    String remedy = remedy(text);
    if (remedy != null) {
      problems.add(pointer, quoted(text), remedy);
      return;
    }
    texts.add(text);
  }

  /** Something that is not a text stands at the next place. */
  void addWrong(String found) {
    problems.add(key.pointer() + '/' + next++, found, "Write text in quotes, or take it out.");
  }

  List<String> texts() {
    return List.copyOf(texts);
  }

  private @Nullable String remedy(String text) {
    return switch (key) {
      case EXACT_MODULES, EXCLUDE -> patternRemedy(text, true);
      case PACKAGE_TREES -> patternRemedy(text, false);
      case HTTP_EXCLUDE_PATHS -> pathRemedy(text);
      default -> null;
    };
  }

  private static @Nullable String patternRemedy(String pattern, boolean methodsAllowed) {
    int hash = pattern.indexOf('#');
    if (hash >= 0 && !methodsAllowed) {
      return "Class#method works in exact_modules and exclude: move it there, or write the class.";
    }
    if (hash == 0 || hash != pattern.lastIndexOf('#') || pattern.endsWith("#")) {
      return "Write one class and one method, such as com.acme.shop.Cart#addLine.";
    }
    String module = hash < 0 ? pattern : pattern.substring(0, hash);
    if (module.startsWith(".") || module.endsWith(".") || module.contains("..")) {
      return "No name has an empty part: write one name between two dots.";
    }
    if (pattern.indexOf('/') >= 0 || pattern.chars().anyMatch(Character::isWhitespace)) {
      return "Write names with dots, without slashes and spaces, such as com.acme.shop.";
    }
    return null;
  }

  /** Servlet 6.0, section 12.2, without the default mapping and the empty pattern. */
  private static @Nullable String pathRemedy(String path) {
    String plain = path;
    if (path.startsWith("*.")) {
      plain = path.substring(2);
    } else if (path.endsWith("/*")) {
      plain = path.substring(0, path.length() - 2);
    }
    boolean extension = path.startsWith("*.");
    boolean fits =
        (extension ? !plain.isEmpty() && plain.indexOf('/') < 0 : path.startsWith("/"))
            && plain.chars().noneMatch(c -> c == '*' || c == '?' || c == '#' || c <= ' ');
    return fits ? null : "Write a servlet pattern: /a for one path, /a/* for all below, or *.ext.";
  }
}
