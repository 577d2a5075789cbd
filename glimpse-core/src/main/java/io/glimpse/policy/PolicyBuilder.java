package io.glimpse.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link TracingPolicy} in code, under the same rules as a file: {@link #build()} reports
 * every problem at once.
 *
 * <pre>{@code
 * TracingPolicy policy =
 *     TracingPolicy.builder().packageTrees("com.acme.shop").traceDepth(8).redact("iban").build();
 * }</pre>
 *
 * <p>Lists grow with each call, anything else is replaced. What is left out has the file's default.
 * No argument may be null. Not for use by two threads at a time.
 *
 * @since 0.1
 */
public final class PolicyBuilder {
  final Problems problems;
  final TextList exactModules;
  final TextList packageTrees;
  final TextList exclude;
  final TextList redact;
  final TextList excludePaths;
  @Nullable String name;
  int traceDepth = 5;
  int maxCallsPerTrace = 2000;
  long minDurationMillis;
  double sampleRatio = 1;
  Keep keep = Keep.ALL;
  long slowMillis = 500;
  private boolean captureArguments = true;
  private boolean captureResult = true;
  private boolean captureUnnamed;
  private OptionalInt maxFieldLength = OptionalInt.empty();
  private boolean trustIncoming = true;
  private boolean honourSampled = true;

  PolicyBuilder(String origin) {
    problems = new Problems(origin);
    exactModules = new TextList(PolicyKey.EXACT_MODULES, problems);
    packageTrees = new TextList(PolicyKey.PACKAGE_TREES, problems);
    exclude = new TextList(PolicyKey.EXCLUDE, problems);
    redact = new TextList(PolicyKey.CAPTURE_REDACT, problems);
    excludePaths = new TextList(PolicyKey.HTTP_EXCLUDE_PATHS, problems);
  }

  /** Where the policy comes from, for messages; before anything else, so that problems carry it. */
  public PolicyBuilder origin(String origin) {
    problems.setOrigin(origin);
    return this;
  }

  /** A name for reports. */
  public PolicyBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Classes, the classes of one package, or {@code Class#method}. */
  public PolicyBuilder exactModules(String... patterns) {
    return exactModules(Arrays.asList(patterns));
  }

  /** Classes, the classes of one package, or {@code Class#method}. */
  public PolicyBuilder exactModules(Collection<String> patterns) {
    patterns.forEach(exactModules::add);
    return this;
  }

  /** Packages with all below them, or classes with those nested in them. */
  public PolicyBuilder packageTrees(String... patterns) {
    return packageTrees(Arrays.asList(patterns));
  }

  /** Packages with all below them, or classes with those nested in them. */
  public PolicyBuilder packageTrees(Collection<String> patterns) {
    patterns.forEach(packageTrees::add);
    return this;
  }

  /** What the two lists name and is left alone: packages, classes or {@code Class#method}. */
  public PolicyBuilder exclude(String... patterns) {
    return exclude(Arrays.asList(patterns));
  }

  /** What the two lists name and is left alone: packages, classes or {@code Class#method}. */
  public PolicyBuilder exclude(Collection<String> patterns) {
    patterns.forEach(exclude::add);
    return this;
  }

  /** How many open function calls deep a trace is followed, 1 to 1000. */
  public PolicyBuilder traceDepth(int calls) {
    traceDepth = Math.toIntExact(checked(PolicyKey.TRACE_DEPTH, calls));
    return this;
  }

  /** How many function calls one trace records, 1 to 1,000,000. */
  public PolicyBuilder maxCallsPerTrace(int calls) {
    maxCallsPerTrace = Math.toIntExact(checked(PolicyKey.MAX_CALLS_PER_TRACE, calls));
    return this;
  }

  /** Calls shorter than this are not recorded: milliseconds, 0 to an hour. */
  public PolicyBuilder minDurationMillis(long millis) {
    minDurationMillis = checked(PolicyKey.MIN_DURATION_MS, millis);
    return this;
  }

  /** The share of traces started here that is recorded, 0 to 1. */
  public PolicyBuilder sampleRatio(double ratio) {
    if (ratio >= 0 && ratio <= 1) {
      sampleRatio = ratio;
    } else {
      problems.add(PolicyKey.SAMPLE_RATIO, String.valueOf(ratio));
    }
    return this;
  }

  /** Which traces are written. */
  public PolicyBuilder keep(Keep keep) {
    this.keep = keep;
    return this;
  }

  /** From when on {@link Keep#SLOW_OR_FAILED} calls a trace slow: milliseconds, 0 to an hour. */
  public PolicyBuilder slowMillis(long millis) {
    slowMillis = checked(PolicyKey.SLOW_MS, millis);
    return this;
  }

  /** Whether arguments are recorded. */
  public PolicyBuilder captureArguments(boolean capture) {
    captureArguments = capture;
    return this;
  }

  /** Whether results are recorded. */
  public PolicyBuilder captureResult(boolean capture) {
    captureResult = capture;
    return this;
  }

  /** Whether text is shown whose parameter name is not known. */
  public PolicyBuilder captureUnnamed(boolean capture) {
    captureUnnamed = capture;
    return this;
  }

  /** How many characters one value may take, 16 to 65,536. */
  public PolicyBuilder maxFieldLength(int characters) {
    long checked = checked(PolicyKey.CAPTURE_MAX_FIELD_LENGTH, characters);
    maxFieldLength = OptionalInt.of(Math.toIntExact(checked));
    return this;
  }

  /** Names whose values are hidden besides the built-in ones. */
  public PolicyBuilder redact(String... names) {
    return redact(Arrays.asList(names));
  }

  /** Names whose values are hidden besides the built-in ones. */
  public PolicyBuilder redact(Collection<String> names) {
    names.forEach(redact::add);
    return this;
  }

  /** Requests that are not recorded, as servlet patterns: {@code /a}, {@code /a/*}, *.ext. */
  public PolicyBuilder excludePaths(String... patterns) {
    return excludePaths(Arrays.asList(patterns));
  }

  /** Requests that are not recorded, as servlet patterns: {@code /a}, {@code /a/*}, *.ext. */
  public PolicyBuilder excludePaths(Collection<String> patterns) {
    patterns.forEach(excludePaths::add);
    return this;
  }

  /** Whether a caller's trace is continued. */
  public PolicyBuilder trustIncoming(boolean trust) {
    trustIncoming = trust;
    return this;
  }

  /** Whether a caller's clear sampled flag is followed. */
  public PolicyBuilder honourSampled(boolean honour) {
    honourSampled = honour;
    return this;
  }

  /**
   * The policy.
   *
   * @throws PolicyException with every problem of the values given
   */
  public TracingPolicy build() {
    problems.throwIfAny();
    return new TracingPolicy(this);
  }

  Capture capture() {
    return new Capture(
        captureArguments, captureResult, captureUnnamed, maxFieldLength, redact.texts());
  }

  Http http() {
    return new Http(excludePaths.texts(), trustIncoming, honourSampled);
  }

  private long checked(PolicyKey key, long number) {
    if (!key.allows(number)) {
      problems.add(key, String.valueOf(number));
    }
    return number;
  }
}
