package io.glimpse.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems of one policy, gathered until all of it has been looked at. */
final class Problems {
  /** Nobody reads more, and a hostile file could hold a hundred thousand. */
  static final int MOST = 100;

  private final List<PolicyProblem> found = new ArrayList<>();
  private String origin;

  Problems(String origin) {
    this.origin = origin;
  }

  String origin() {
    return origin;
  }

  void setOrigin(String origin) {
    this.origin = origin;
  }

  void add(PolicyKey key, String found) {
    add(key.pointer(), found, key.remedy());
  }

  void add(String pointer, String what, String remedy) {
    if (found.size() < MOST) {
      found.add(new PolicyProblem(origin, pointer, what, remedy));
    } else if (found.size() == MOST) {
      found.add(
          new PolicyProblem(
              origin, "", "more than " + MOST + " problems", "Correct the ones above first."));
    }
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw asException(null);
    }
  }

  PolicyException asException(@Nullable Throwable cause) {
    return new PolicyException(found, cause);
  }
}
