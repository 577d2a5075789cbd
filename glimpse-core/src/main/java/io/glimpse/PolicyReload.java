package io.glimpse;

import io.glimpse.policy.PolicyChange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of reading the policy again.
 *
 * <pre>{@code
 * if (glimpse.reload() instanceof PolicyReload.Refused refused) {
 *   refused.problems().forEach(System.err::println);
 * }
 * }</pre>
 *
 * @since 0.1
 */
public sealed interface PolicyReload {
  /** All of it as text, for a log or a console. */
  String text();

  /**
   * It says what it said before.
   *
   * @param origin where it was read
   */
  record Unchanged(String origin) implements PolicyReload {
    @Override
    public String text() {
      return "The policy from " + origin + " says what it said before.";
    }
  }

  /**
   * It says something else.
   *
   * @param origin where it was read
   * @param changes what counts now
   * @param atNextDeployment what it says else about which functions are traced; that is decided
   *     when an application is deployed, and on CDI Lite when it is built
   */
  record Changed(String origin, List<PolicyChange> changes, List<PolicyChange> atNextDeployment)
      implements PolicyReload {
    /** Copies the lists. */
    public Changed {
      changes = List.copyOf(changes);
      atNextDeployment = List.copyOf(atNextDeployment);
    }

    /** What counts now. */
    String now() {
      return "The policy was read again from "
          + origin
          + ": "
          + list(changes)
          + ". It counts for what begins from now on.";
    }

    /** What does not count yet. */
    String later() {
      return "The policy from "
          + origin
          + " selects other functions than those that are attached: "
          + list(atNextDeployment)
          + ". That takes effect when the application is deployed again; on Quarkus when it is"
          + " built again.";
    }

    private static String list(List<PolicyChange> changes) {
      return changes.stream().map(PolicyChange::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String text() {
      if (atNextDeployment.isEmpty()) {
        return now();
      }
      return changes.isEmpty() ? later() : now() + "\n" + later();
    }
  }

  /**
   * It cannot be used, and the former one stays in force.
   *
   * @param problems every one, with where it is, what was found and what to write
   */
  record Refused(List<String> problems) implements PolicyReload {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }

    @Override
    public String text() {
      return "The policy was not read again; the former one stays in force. "
          + GlimpseException.report(problems);
    }
  }
}
