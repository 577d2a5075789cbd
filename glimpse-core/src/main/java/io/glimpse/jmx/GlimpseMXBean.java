package io.glimpse.jmx;

import java.util.Map;

/**
 * A running Glimpse as a JMX client sees it, by the name {@code
 * io.glimpse:type=Glimpse,name=<service>}. The service is {@code glimpse.service-name}, else the
 * policy's {@code name}, else {@code application}; where the name is taken in this JVM, {@code
 * ,instance=2} and so on is added.
 *
 * <pre>{@code
 * ObjectName name = new ObjectName("io.glimpse:type=Glimpse,name=shop");
 * GlimpseMXBean glimpse = JMX.newMXBeanProxy(server, name, GlimpseMXBean.class);
 * glimpse.switchOff("com.acme.shop.pricing");
 * }</pre>
 *
 * <p>It is there from start-up until close. Safe for any number of threads. All counts are since
 * start-up, and go on when Glimpse is closed and opened again.
 *
 * @since 0.1
 */
public interface GlimpseMXBean {
  /** Whether function calls are recorded. */
  boolean isRunning();

  /** Records function calls again. */
  void run();

  /** Lets function calls pass unrecorded; requests and spans opened by hand go on. */
  void stop();

  /**
   * Each class that declares an attached function and each package of these: {@code on}, {@code
   * off}, or {@code partly} for a package of which something is off.
   */
  Map<String, String> getModules();

  /**
   * Records the calls of a module's functions again.
   *
   * @param module a package, with all that lies below it, or a class, with those nested in it
   * @throws IllegalArgumentException where nothing that is attached belongs to it; the message
   *     names the nearest module that is known
   */
  void switchOn(String module);

  /**
   * Lets the calls of a module's functions pass unrecorded. Those that are open end as they would.
   *
   * @param module a package, with all that lies below it, or a class, with those nested in it
   * @throws IllegalArgumentException where nothing that is attached belongs to it; the message
   *     names the nearest module that is known
   */
  void switchOff(String module);

  /** The policy that is in force, as JSON. */
  String getPolicy();

  /** Where the policy was found. */
  String getPolicyOrigin();

  /**
   * Reads the policy again from where it was found.
   *
   * @return what has changed, or every problem that it has; then the former one stays in force
   */
  String reloadPolicy();

  /** The deployment report as text, with every function. */
  String reportAsText();

  /**
   * The deployment report as JSON.
   *
   * @throws IllegalStateException where there is no JSON-B provider; the message says what to add
   */
  String reportAsJson();

  /** Records that were taken to be written. */
  long getRecorded();

  /** Records that each destination took. */
  Map<String, Long> getWritten();

  /**
   * Records that were lost, by place and reason, such as {@code queue: queue_full}. Reasons without
   * a loss are left out.
   */
  Map<String, Long> getLost();

  /** Requests that each destination had to be sent again; those without one are left out. */
  Map<String, Long> getRetried();

  /**
   * Records that had to wait on the disk for each destination; those for which none had are left
   * out.
   */
  Map<String, Long> getSpooled();

  /**
   * Calls that {@code trace_depth} or {@code max_calls_per_trace} cut, below spans that left a
   * record.
   */
  long getCut();

  /** What {@code keep: "slow_or_failed"} holds now, in bytes. */
  long getHeldBytes();

  /** Traces that {@code keep: "slow_or_failed"} did not keep. */
  long getTracesNotKept();

  /** Traces that were not recorded because their callers' headers ask for that. */
  long getSkippedForCallers();

  /** Faults inside Glimpse; each cost a record, or a span with what lies below it. */
  long getFaults();

  /** The most that the queue has held at one time, in bytes. */
  long getHighestQueueBytes();

  /** What the queue may hold, in bytes: {@code glimpse.queue-bytes}. */
  long getQueueBytes();
}
