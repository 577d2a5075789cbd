package io.glimpse.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can stand around a call or a request, and what its JVM needs. */
public enum Variant {
  /** The bean alone. */
  PLAIN("Weld bean without interceptor", Libraries.CALL_COST),
  /** The floor that the ratios refer to. */
  EMPTY("empty @AroundInvoke interceptor, empty filter, or the result alone", Libraries.CALL_COST),
  /** Glimpse, recording. */
  GLIMPSE("Glimpse", Libraries.CALL_COST),
  /** Glimpse after {@code stop()}. */
  STOPPED("Glimpse, stopped", Libraries.CALL_COST),
  /** Written by hand, and of no use. */
  BOUND("hand-written lower bound in an interceptor", Libraries.CALL_COST),
  /** OpenTelemetry's SDK in an interceptor or filter of the benchmark's own. */
  OTEL_SDK(
      "OpenTelemetry SDK by hand in an interceptor or filter, no-op processor; its JSON marshaler;"
          + " its batch processor and OTLP exporter where spans go over the network",
      Libraries.OPENTELEMETRY),
  /** What WildFly and Quarkus build on. */
  SMALLRYE("SmallRye OpenTelemetry @WithSpan, every span to a no-op exporter", Libraries.SMALLRYE),
  /** The same with the SDK's default processor, which drops what does not fit its queue. */
  SMALLRYE_BATCH(
      "SmallRye OpenTelemetry @WithSpan, batch processor that drops, no-op exporter",
      Libraries.SMALLRYE),
  /** The agent, told the methods by name. */
  OTEL_AGENT("OpenTelemetry agent, methods.include, no exporter", Libraries.OPENTELEMETRY),
  /** Kieker's Byte Buddy agent. */
  KIEKER("Kieker, Byte Buddy agent, binary file", Libraries.CALL_COST),
  /** The usual JSON generator, beside the encoder of JSON lines. */
  JACKSON("Jackson-core's generator, written for these records", Libraries.CALL_COST),
  /** The usual JSON binding, the same. */
  YASSON("Yasson, from objects made beforehand", Libraries.CALL_COST),
  /** What one would write first, beside the rows of SQLite. */
  JDBC("plain JDBC, addBatch, 1,000 rows a transaction", Libraries.CALL_COST);

  /** The module whose class path a variant runs on. */
  enum Libraries {
    CALL_COST,
    OPENTELEMETRY,
    SMALLRYE;

    /** The module's folder below {@code benchmarks/}. */
    String folder() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final String description;
  private final Libraries libraries;

  Variant(String description, Libraries libraries) {
    this.description = description;
    this.libraries = libraries;
  }

  /** The name on the command line and in the table. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String description() {
    return description;
  }

  Libraries libraries() {
    return libraries;
  }

  /** What the measured JVM is told, besides its class path. */
  List<String> jvmArguments(Agents agents) {
    return switch (this) {
      case OTEL_AGENT -> agents.openTelemetry();
      case KIEKER -> agents.kieker();
      case SMALLRYE -> List.of("-Dglimpse.benchmarks.export-at-once=true");
      default -> List.of();
    };
  }

  /** What the measured JVM finds in its environment. */
  Map<String, String> environment(Agents agents) {
    return this == KIEKER ? agents.kiekerEnvironment() : Map.of();
  }

  /** In the measured JVM, where the variant's libraries are. */
  Contender newContender() throws ReflectiveOperationException {
    return switch (this) {
      case PLAIN -> new BareContender();
      case EMPTY -> new InterceptorContender(EmptyInterceptor.class);
      case GLIMPSE -> new GlimpseContender(false);
      case STOPPED -> new GlimpseContender(true);
      case BOUND -> new InterceptorContender(LowerBoundInterceptor.class);
      case KIEKER -> new KiekerContender();
      case OTEL_SDK -> load(Contender.class, "opentelemetry.SdkContender");
      case OTEL_AGENT -> load(Contender.class, "opentelemetry.AgentContender");
      case SMALLRYE, SMALLRYE_BATCH -> load(Contender.class, "smallrye.SmallRyeContender");
      case JACKSON, YASSON, JDBC -> throw new IllegalStateException(label() + " watches no calls");
    };
  }

  /** The same where requests are watched. */
  FilterContender newFilterContender() throws ReflectiveOperationException {
    return switch (this) {
      case EMPTY -> new EmptyFilter();
      case GLIMPSE -> new GlimpseFilterContender();
      case OTEL_SDK -> load(FilterContender.class, "opentelemetry.SdkFilterContender");
      default -> throw new IllegalStateException(label() + " has no filter here");
    };
  }

  /** The same where spans become OTLP's JSON. */
  BodyEncoder newBodyEncoder() throws ReflectiveOperationException {
    return switch (this) {
      case GLIMPSE -> new OwnBodies();
      case OTEL_SDK -> load(BodyEncoder.class, "opentelemetry.SdkBodies");
      default -> throw new IllegalStateException(label() + " makes no bodies");
    };
  }

  private static <T> T load(Class<T> type, String name) throws ReflectiveOperationException {
    try {
      return Class.forName("io.glimpse.benchmarks." + name)
          .asSubclass(type)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException(e.getCause());
    }
  }

  /** Whether its records are counted. */
  boolean isGlimpse() {
    return this == GLIMPSE || this == STOPPED;
  }
}
