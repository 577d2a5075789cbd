package io.glimpse.policy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application wants to have traced: the content of {@code glimpse-policy.json}, checked and
 * ready to be asked.
 *
 * <pre>{@code
 * TracingPolicy policy = TracingPolicy.parse("glimpse-policy.json", json);
 * if (policy.mentionsAny(List.of("com.acme.shop.Cart"))) {
 *   Decision decision = policy.decide(method);
 * }
 * }</pre>
 *
 * <p>Immutable, so any thread may use it. No argument may be null. Two policies are equal when they
 * say the same, wherever they came from.
 *
 * @since 0.1
 */
public final class TracingPolicy {
  private static final TracingPolicy NONE = new PolicyBuilder("no policy").build();

  private final String origin;
  private final @Nullable String name;
  private final List<String> exactModules;
  private final List<String> packageTrees;
  private final List<String> exclude;
  private final int traceDepth;
  private final int maxCallsPerTrace;
  private final long minDurationMillis;
  private final double sampleRatio;
  private final Keep keep;
  private final long slowMillis;
  private final Capture capture;
  private final Http http;
  private final Selection selection;

  TracingPolicy(PolicyBuilder builder) {
    origin = builder.problems.origin();
    name = builder.name;
    exactModules = builder.exactModules.texts();
    packageTrees = builder.packageTrees.texts();
    exclude = builder.exclude.texts();
    traceDepth = builder.traceDepth;
    maxCallsPerTrace = builder.maxCallsPerTrace;
    minDurationMillis = builder.minDurationMillis;
    sampleRatio = builder.sampleRatio;
    keep = builder.keep;
    slowMillis = builder.slowMillis;
    capture = builder.capture();
    http = builder.http();
    selection = new Selection(exactModules, packageTrees, exclude);
  }

  private TracingPolicy(TracingPolicy settings, TracingPolicy selecting) {
    origin = settings.origin;
    name = settings.name;
    exactModules = selecting.exactModules;
    packageTrees = selecting.packageTrees;
    exclude = selecting.exclude;
    traceDepth = settings.traceDepth;
    maxCallsPerTrace = settings.maxCallsPerTrace;
    minDurationMillis = settings.minDurationMillis;
    sampleRatio = settings.sampleRatio;
    keep = settings.keep;
    slowMillis = settings.slowMillis;
    capture = settings.capture;
    http = settings.http;
    selection = selecting.selection;
  }

  /** Nothing is attached by rule; everything else has its default. {@code @Traced} still works. */
  public static TracingPolicy none() {
    return NONE;
  }

  /** A policy made in code. */
  public static PolicyBuilder builder() {
    return new PolicyBuilder("TracingPolicy.builder()");
  }

  /**
   * Reads a policy.
   *
   * @param origin where the text came from, for messages
   * @param json the text of the file, at most 1 MiB of it
   * @throws PolicyException with every problem that the text has, or one that names what to add
   *     where no JSON-P provider is present
   */
  public static TracingPolicy parse(String origin, String json) {
    return PolicyText.parse(origin, json);
  }

  /**
   * Reads a policy in UTF-8. The stream is not closed, and not read beyond 1 MiB.
   *
   * @param origin where the bytes come from, for messages
   * @throws PolicyException as {@link #parse} does
   * @throws IOException if the stream fails
   */
  public static TracingPolicy read(String origin, InputStream utf8) throws IOException {
    return PolicyText.read(origin, utf8);
  }

  /** Where it came from, for messages: a file, a URL, or {@code TracingPolicy.builder()}. */
  public String origin() {
    return origin;
  }

  /** Its name for reports; null if it has none. */
  public @Nullable String name() {
    return name;
  }

  /** The patterns of {@code exact_modules} as they were written. */
  public List<String> exactModules() {
    return exactModules;
  }

  /** The patterns of {@code package_trees} as they were written. */
  public List<String> packageTrees() {
    return packageTrees;
  }

  /** The patterns of {@code exclude} as they were written. */
  public List<String> exclude() {
    return exclude;
  }

  /** How many open function calls deep a trace is followed; 5 by default. */
  public int traceDepth() {
    return traceDepth;
  }

  /** How many function calls one trace records; 2000 by default. */
  public int maxCallsPerTrace() {
    return maxCallsPerTrace;
  }

  /** Calls shorter than this many milliseconds are not recorded; 0 by default. */
  public long minDurationMillis() {
    return minDurationMillis;
  }

  /** The share of traces started here that is recorded, from 0 to 1; 1 by default. */
  public double sampleRatio() {
    return sampleRatio;
  }

  /** Which traces are written; all by default. */
  public Keep keep() {
    return keep;
  }

  /**
   * From how many milliseconds on {@link Keep#SLOW_OR_FAILED} calls a trace slow; 500 by default.
   */
  public long slowMillis() {
    return slowMillis;
  }

  /** What is recorded of a call. */
  public Capture capture() {
    return capture;
  }

  /** How requests are treated. */
  public Http http() {
    return http;
  }

  /** The rules of {@code exact_modules}, then those of {@code package_trees}, in their order. */
  public List<PolicyRule> rules() {
    return selection.rules();
  }

  /**
   * Whether a rule could name a method of any of these classes. A cheap test on the names alone,
   * for use before anything else of a class is touched: {@code exclude} is not looked at.
   *
   * @param binaryClassNames a class, its superclasses and its interfaces, such as {@code
   *     com.acme.shop.Cart$Line}
   */
  public boolean mentionsAny(Collection<String> binaryClassNames) {
    return answers().mentionsAny(binaryClassNames);
  }

  /**
   * What is done with one method: never traced goes before {@code @Untraced}, that before {@code
   * exclude}, that before {@code @Traced}, that before the lists. Of several rules the first of
   * {@link #rules()} is named.
   */
  public Decision decide(MethodRef method) {
    return selection.decide(method, selection.named(method.declaringClass()));
  }

  /**
   * Every one of {@link #rules()} that names the method, whatever {@link #decide} says about it; so
   * that a report can tell a rule that names nothing from one that came second.
   */
  public List<PolicyRule> rulesNaming(MethodRef method) {
    return selection.naming(method, selection.named(method.declaringClass()));
  }

  /** The same answers for somebody who asks about a whole deployment. */
  public PolicyAnswers answers() {
    return new PolicyAnswers(this, selection);
  }

  /**
   * This policy with the two lists and {@code exclude} of another one: for a policy that is read
   * while functions are attached by the other.
   */
  public TracingPolicy selectingAs(TracingPolicy other) {
    return new TracingPolicy(this, other);
  }

  /**
   * The keys in which {@code later} says something else, in the order of the manual; empty where
   * both say the same, wherever they came from.
   */
  public List<PolicyChange> changesTo(TracingPolicy later) {
    return PolicyChange.between(this, later);
  }

  /**
   * The policy as one line of JSON with every default written out; {@link #parse} reads it back as
   * an equal policy. For carrying a policy from a build to its run time.
   */
  public String toJson() {
    return PolicyJson.write(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TracingPolicy policy && toJson().equals(policy.toJson());
  }

  @Override
  public int hashCode() {
    return toJson().hashCode();
  }

  /** The JSON and the origin. */
  @Override
  public String toString() {
    return toJson() + " from " + origin;
  }
}
