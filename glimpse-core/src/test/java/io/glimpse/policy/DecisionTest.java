package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionTest {
  private static final Decision SILENT = new Decision.Silent();

  @ParameterizedTest
  @CsvSource({
    "p.C, p.C, true",
    "p.C, p.C$D, false",
    "p.C, p.C.D, true", // p.C is also the package of a class D
    "p, p.C, true",
    "p, p.C$D, true",
    "p, p.q.C, false",
    "p, pq.C, false",
    "p.C*, p.C$D, true",
    "a.*, a.b.C, true", // the package a.b
    "a.*, a.b, true", // the class a.b
    "a.*, a.b.c.D, false",
    "*, C, true",
    "C, C, true",
    "D, C, false",
  })
  void exactModules_class_matchesByItselfOrItsPackage(String pattern, String type, boolean traced) {
    TracingPolicy policy = TracingPolicy.builder().exactModules(pattern).build();

    assertThat(isTraced(policy, method(type, "pay"))).isEqualTo(traced);
    assertThat(policy.mentionsAny(List.of(type))).isEqualTo(traced);
  }

  @ParameterizedTest
  @CsvSource({
    "p, p.C, true",
    "p, p.q.r.C, true",
    "p, pq.C, false",
    "p.C, p.C, true",
    "p.C, p.C$D$E, true",
    "p.C, p.CD, false",
    "p.C$D, p.C$D$E, true",
    "p.C$D, p.C, false",
    "my, my$app.C, false",
    "p.*Service, p.a.PayService$Receipt, true",
  })
  void packageTrees_class_matchesByItsPackagesAndTheClassesAroundIt(
      String pattern, String type, boolean traced) {
    TracingPolicy policy = TracingPolicy.builder().packageTrees(pattern).build();

    assertThat(isTraced(policy, method(type, "pay"))).isEqualTo(traced);
    assertThat(policy.mentionsAny(List.of(type))).isEqualTo(traced);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.shop.domain.generated, com.acme.shop.domain.generated.deep.X, pay, true",
    "com.acme.shop.*Mapper, com.acme.shop.a.b.CartMapper, pay, true",
    "com.acme.shop.*Mapper, com.acme.shop.Mappers, pay, false",
    "com.acme.shop.Cart#toDto, com.acme.shop.Cart, toDto, true",
    "com.acme.shop.Cart#toDto, com.acme.shop.Cart, toDtos, false",
    "com.acme.shop.Cart#toDto, com.acme.shop.Cart$Line, toDto, false",
    "com.acme.shop.Cart#to*, com.acme.shop.Cart, toDto, true",
    "com.acme.*#ping, com.acme.shop.a.Health, ping, true",
    "*#p?ng, com.acme.shop.a.Health, ping, true",
    "com.acme.shop#ping, com.acme.shop.Health, ping, false",
  })
  void exclude_pattern_leavesOutWhatItNames(
      String pattern, String type, String name, boolean excluded) {
    TracingPolicy policy =
        TracingPolicy.builder().packageTrees("com.acme").exclude(pattern).build();

    assertThat(policy.decide(method(type, name)))
        .isEqualTo(
            excluded
                ? new Decision.Skip(Reason.EXCLUDED)
                : new Decision.Trace(policy.rules().get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "p.C#pay, p.C, pay, true",
    "p.C#pay, p.C, refund, false",
    "p.C#pay, p.C$D, pay, false",
    "p.*#pay, p.C, pay, true",
    "p.*#pay, p.q.C, pay, false",
    "p#pay, p.C, pay, false",
    "p.C#[pq]*, p.C, query, true",
  })
  void exactModules_classAndMethod_matchesOnlyThatMethod(
      String pattern, String type, String name, boolean traced) {
    TracingPolicy policy = TracingPolicy.builder().exactModules(pattern).build();

    assertThat(isTraced(policy, method(type, name))).isEqualTo(traced);
  }

  @Test
  void rule_severalMatch_theFirstInTheOrderOfTheListsIsNamed() {
    TracingPolicy policy =
        TracingPolicy.builder()
            .packageTrees("p", "p.q")
            .exactModules("p.q.[C]", "p.q.C#pay", "p.q.C", "p.q")
            .build();

    assertThat(because(policy, method("p.q.C", "pay")).pointer()).isEqualTo("/exact_modules/0");
    assertThat(because(policy, method("p.q.D", "pay")).pointer()).isEqualTo("/exact_modules/3");
    assertThat(because(policy, method("p.q.r.D", "pay")).pointer()).isEqualTo("/package_trees/0");
    assertThat(policy.rules())
        .extracting(PolicyRule::pointer)
        .containsExactly(
            "/exact_modules/0",
            "/exact_modules/1",
            "/exact_modules/2",
            "/exact_modules/3",
            "/package_trees/0",
            "/package_trees/1");
  }

  @Test
  void decide_noRuleNamesTheMethod_isSilentWhateverItIs() {
    TracingPolicy policy = TracingPolicy.builder().packageTrees("p").exclude("q").build();
    MethodRef untraced = method("q.C", "pay", Trait.UNTRACED, Trait.PRIVATE, Trait.ACCESSOR);

    assertThat(policy.decide(untraced)).isEqualTo(SILENT);
    assertThat(TracingPolicy.none().decide(method("p.C", "pay"))).isEqualTo(SILENT);
    assertThat(TracingPolicy.none().rules()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ACCESSOR", "TRACED", "UNTRACED"},
      mode = EnumSource.Mode.EXCLUDE)
  void decide_methodThatIsNeverTraced_isSkippedEvenIfAnnotated(Trait trait) {
    TracingPolicy policy = TracingPolicy.builder().packageTrees("p").build();

    Decision decision =
        policy.decide(method("p.C", "pay", trait, Trait.TRACED, Trait.UNTRACED, Trait.ACCESSOR));

    assertThat(decision).isEqualTo(new Decision.Skip(trait.reason().orElseThrow()));
    assertThat(trait.reason().orElseThrow().name()).isEqualTo(trait.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashCode", "toString", "finalize", "clone"})
  void decide_objectMethodOrOverride_isSkippedButAnOverloadIsNot(String name) {
    TracingPolicy policy = TracingPolicy.builder().packageTrees("p").build();
    MethodRef overload = new MethodRef("p.C", name, List.of("int"), Set.of());

    assertThat(policy.decide(method("p.C", name)))
        .isEqualTo(new Decision.Skip(Reason.OBJECT_METHOD));
    assertThat(isTraced(policy, overload)).isTrue();
  }

  @Test
  void decide_equals_isSkippedOnlyWithObjectsSignature() {
    TracingPolicy policy = TracingPolicy.builder().packageTrees("p").build();
    MethodRef object = new MethodRef("p.C", "equals", List.of("java.lang.Object"), Set.of());
    MethodRef other = new MethodRef("p.C", "equals", List.of("p.C"), Set.of());

    assertThat(policy.decide(object)).isEqualTo(new Decision.Skip(Reason.OBJECT_METHOD));
    assertThat(isTraced(policy, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "p.C, _persistence_get_id, generated",
    "p.C, lambda$pay$0, generated",
    "io.glimpse.cdi.X, pay, glimpse",
    "java.lang.Object, wait, object-method",
  })
  void decide_nameThatGivesItAway_isSkipped(String type, String name, String code) {
    TracingPolicy policy = TracingPolicy.builder().packageTrees("*").build();

    assertThat(policy.decide(method(type, name)))
        .isInstanceOfSatisfying(
            Decision.Skip.class, skip -> assertThat(skip.because()).hasToString(code));
  }

  @Test
  void decide_precedence_isNeverThenUntracedThenExcludeThenTracedThenLists() {
    TracingPolicy policy = TracingPolicy.builder().packageTrees("p").exclude("p.x").build();

    assertThat(policy.decide(method("p.x.C", "pay", Trait.UNTRACED, Trait.FINAL)))
        .isEqualTo(new Decision.Skip(Reason.FINAL));
    assertThat(policy.decide(method("p.x.C", "pay", Trait.UNTRACED, Trait.TRACED)))
        .isEqualTo(new Decision.Skip(Reason.UNTRACED));
    assertThat(policy.decide(method("p.x.C", "pay", Trait.TRACED)))
        .isEqualTo(new Decision.Skip(Reason.EXCLUDED));
    assertThat(policy.decide(method("p.C", "pay", Trait.TRACED)))
        .isEqualTo(new Decision.Trace(PolicyRule.TRACED));
    assertThat(policy.decide(method("p.C", "pay")))
        .isEqualTo(new Decision.Trace(policy.rules().get(0)));
  }

  @Test
  void decide_tracedWithoutAnyPolicy_isTraced() {
    assertThat(TracingPolicy.none().decide(method("q.C", "pay", Trait.TRACED)))
        .isEqualTo(new Decision.Trace(PolicyRule.TRACED));
  }

  @Test
  void decide_accessor_isTracedOnlyWhereClassAndMethodAreNamed() {
    TracingPolicy policy =
        TracingPolicy.builder()
            .packageTrees("p")
            .exactModules("p.C", "p.C#get*", "p.[D]#isOpen")
            .build();

    assertThat(because(policy, method("p.C", "getTotal", Trait.ACCESSOR)).pointer())
        .isEqualTo("/exact_modules/1");
    assertThat(because(policy, method("p.D", "isOpen", Trait.ACCESSOR)).pointer())
        .isEqualTo("/exact_modules/2");
    assertThat(policy.decide(method("p.C", "setTotal", Trait.ACCESSOR)))
        .isEqualTo(new Decision.Skip(Reason.ACCESSOR));
    assertThat(policy.decide(method("p.C", "setTotal", Trait.ACCESSOR, Trait.TRACED)))
        .isEqualTo(new Decision.Skip(Reason.ACCESSOR));
  }

  @Test
  void mentionsAny_severalNames_isTrueIfOneIsNamedAndDoesNotLookAtExclude() {
    TracingPolicy policy =
        TracingPolicy.builder().packageTrees("p").exactModules("q.C#pay").exclude("p").build();

    assertThat(policy.mentionsAny(List.of("x.A", "p.B"))).isTrue();
    assertThat(policy.mentionsAny(List.of("q.C"))).isTrue();
    assertThat(policy.mentionsAny(List.of("q.D", "x.A"))).isFalse();
    assertThat(policy.mentionsAny(List.of())).isFalse();
  }

  @Test
  void decide_anyPolicyAndClass_agreesWithTheListsTriedOneByOne() {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      List<String> exact = modules(random, "ab*?");
      List<String> trees = modules(random, "ab*?");
      List<String> excluded = modules(random, "ab*?");
      TracingPolicy policy =
          TracingPolicy.builder().exactModules(exact).packageTrees(trees).exclude(excluded).build();
      String type = module(random, "ab$");

      Decision expected = expected(policy, exact, trees, excluded, type);

      assertThat(policy.decide(method(type, "pay")))
          .as("%s on %s", policy, type)
          .isEqualTo(expected);
      assertThat(policy.mentionsAny(List.of(type)))
          .as("%s on %s", policy, type)
          .isEqualTo(!expected.equals(SILENT));
    }
  }

  @Test
  void rulesNaming_method_areAllThatNameItWhateverIsDecided() {
    TracingPolicy policy =
        TracingPolicy.builder()
            .exactModules("p.C#pay", "p.[C]", "q")
            .packageTrees("p", "p.C", "p.*")
            .exclude("p.C")
            .build();

    assertThat(policy.rulesNaming(method("p.C", "pay", Trait.PRIVATE)))
        .extracting(PolicyRule::pointer)
        .containsExactly(
            "/exact_modules/0",
            "/exact_modules/1",
            "/package_trees/0",
            "/package_trees/1",
            "/package_trees/2");
    assertThat(policy.rulesNaming(method("r.C", "pay", Trait.TRACED))).isEmpty();
  }

  private static Decision expected(
      TracingPolicy policy, List<String> exact, List<String> trees, List<String> out, String type) {
    if (out.stream().anyMatch(pattern -> isBelow(pattern, type))) {
      boolean named =
          exact.stream().anyMatch(pattern -> isExactly(pattern, type))
              || trees.stream().anyMatch(pattern -> isBelow(pattern, type));
      return named ? new Decision.Skip(Reason.EXCLUDED) : SILENT;
    }
    for (int i = 0; i < exact.size(); i++) {
      if (isExactly(exact.get(i), type)) {
        return new Decision.Trace(policy.rules().get(i));
      }
    }
    for (int i = 0; i < trees.size(); i++) {
      if (isBelow(trees.get(i), type)) {
        return new Decision.Trace(policy.rules().get(exact.size() + i));
      }
    }
    return SILENT;
  }

  private static boolean isExactly(String pattern, String type) {
    Pattern exact = Pattern.compile(expression(pattern, "[^.]*"));
    int dot = type.lastIndexOf('.');
    return exact.matcher(type).matches()
        || (dot > 0 && exact.matcher(type.substring(0, dot)).matches());
  }

  private static boolean isBelow(String pattern, String type) {
    return type.matches(expression(pattern, ".*") + "(\\..*|(?<=[^.])[$][^.]*)?");
  }

  private static String expression(String pattern, String star) {
    return pattern.replace(".", "\\.").replace("*", star).replace("?", "[^.]");
  }

  private static List<String> modules(Random random, String alphabet) {
    Set<String> modules = new LinkedHashSet<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      modules.add(module(random, alphabet));
    }
    return List.copyOf(new ArrayList<>(modules));
  }

  private static String module(Random random, String alphabet) {
    StringBuilder module = new StringBuilder();
    int parts = 1 + random.nextInt(3);
    for (int part = 0; part < parts; part++) {
      module.append(part == 0 ? "" : ".");
      int length = 1 + random.nextInt(3);
      for (int i = 0; i < length; i++) {
        module.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return module.toString();
  }

  @Test
  void answers_aboutMethodsOfOneClass_testItsNameOnceAndSayWhatThePolicySays() {
    TracingPolicy policy =
        TracingPolicy.builder()
            .exactModules("p", "p.C#pay*")
            .packageTrees("p.*")
            .exclude("p.C#payLater")
            .build();
    PolicyAnswers answers = policy.answers();

    for (String name : List.of("pay", "payLater", "open", "pay")) {
      MethodRef method = method("p.C", name, Trait.ACCESSOR);
      assertThat(answers.decide(method)).isEqualTo(policy.decide(method));
      assertThat(answers.rulesNaming(method)).isEqualTo(policy.rulesNaming(method));
    }

    assertThat(answers.mentionsAny(List.of("p.C", "q.D"))).isTrue();
    assertThat(answers.namesTested()).isEqualTo(1);
    assertThat(answers.mentionsAny(List.of("q.D"))).isFalse();
    assertThat(answers.namesTested()).isEqualTo(2);
    assertThat(answers.policy()).isSameAs(policy);
  }

  @Test
  void reasons_codesAndSentences_areUniqueAndPlain() {
    assertThat(Reason.values()).extracting(Reason::code).doesNotHaveDuplicates();
    assertThat(Reason.values()).extracting(Reason::sentence).allMatch(text -> text.endsWith("."));
    assertThat(Reason.NOT_A_BEAN).hasToString("not-a-bean");
  }

  @Test
  void ofMethod_modifiersOfTheClassFile_becomeTraits() {
    assertThat(Trait.ofMethod(0x0001)).isEmpty();
    assertThat(Trait.ofMethod(0x1041)).containsExactlyInAnyOrder(Trait.BRIDGE, Trait.SYNTHETIC);
    assertThat(Trait.ofMethod(0x001a))
        .containsExactlyInAnyOrder(Trait.PRIVATE, Trait.STATIC, Trait.FINAL);
  }

  private static MethodRef method(String type, String name, Trait... traits) {
    Collection<Trait> all = Arrays.asList(traits);
    return new MethodRef(type, name, List.of(), all.isEmpty() ? Set.of() : EnumSet.copyOf(all));
  }

  private static boolean isTraced(TracingPolicy policy, MethodRef method) {
    return policy.decide(method) instanceof Decision.Trace;
  }

  private static PolicyRule because(TracingPolicy policy, MethodRef method) {
    return ((Decision.Trace) policy.decide(method)).because();
  }
}
