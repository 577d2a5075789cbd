package io.glimpse.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.annotation.Traced;
import io.glimpse.annotation.Untraced;
import io.glimpse.policy.Trait;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What reflection tells the policy about a method. */
final class MethodFactsTest {
  @Test
  void annotations_onTheMethod_areItsTraits() throws Exception {
    assertThat(traits(Plain.class, "marked")).containsExactly(Trait.TRACED);
    assertThat(traits(Plain.class, "unmarked")).containsExactly(Trait.UNTRACED);
    assertThat(traits(Plain.class, "work")).isEmpty();
  }

  @Test
  void annotations_onTheDeclaringClass_areTheTraitsOfItsMethods() throws Exception {
    assertThat(traits(Marked.class, "rest")).containsExactly(Trait.TRACED);
    assertThat(traits(Unmarked.class, "rest")).containsExactly(Trait.UNTRACED);
  }

  @Test
  void annotations_onASubclass_sayNothingAboutWhatItInherits() throws Exception {
    Method inherited = Marked.class.getMethod("work");

    assertThat(MethodFacts.describe(inherited, Set.of(), false).traits()).isEmpty();
  }

  private static Set<Trait> traits(Class<?> type, String method) throws NoSuchMethodException {
    return MethodFacts.describe(type.getDeclaredMethod(method), Set.of(), true).traits();
  }

  /** Its methods are marked one by one. */
  public static class Plain {
    /** Not marked. */
    public void work() {}

    @Traced
    void marked() {}

    @Untraced
    void unmarked() {}
  }

  /** Marked. */
  @Traced
  public static class Marked extends Plain {
    void rest() {}
  }

  @Untraced
  private static final class Unmarked {
    @SuppressWarnings("UnusedMethod")
    void rest() {}
  }
}
