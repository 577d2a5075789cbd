package io.glimpse.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A binary class name, cut where the policy's lists cut it.
 *
 * @param exactNames what {@code exact_modules} can name it by: itself and its package
 * @param treeNames what {@code package_trees} can name it by: its packages from the outermost in,
 *     the classes around it, itself; for {@code p.C$D} that is {@code p}, {@code p.C}, {@code
 *     p.C$D}
 */
record ClassName(String binary, List<String> exactNames, List<String> treeNames) {
  static ClassName of(String binary) {
    int dot = binary.lastIndexOf('.');
    return new ClassName(
        binary,
        dot < 0 ? List.of(binary) : List.of(binary, binary.substring(0, dot)),
        treeNames(binary, dot));
  }

  private static List<String> treeNames(String binary, int lastDot) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < binary.length(); i++) {
      char c = binary.charAt(i);
      if (c == '.' || (c == '$' && i >= lastDot + 2)) {
        names.add(binary.substring(0, i));
      }
    }
    names.add(binary);
    return names;
  }
}
