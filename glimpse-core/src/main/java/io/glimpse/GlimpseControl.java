package io.glimpse;

import io.glimpse.jmx.GlimpseMXBean;
import java.util.Map;
import java.util.TreeMap;

/** A Glimpse in the words of JMX. */
final class GlimpseControl implements GlimpseMXBean {
  private final Glimpse glimpse;
  private final ApplicationLoader application;

  GlimpseControl(Glimpse glimpse, ApplicationLoader application) {
    this.glimpse = glimpse;
    this.application = application;
  }

  @Override
  public boolean isRunning() {
    return glimpse.tracer().isRunning();
  }

  @Override
  public void run() {
    glimpse.run();
  }

  @Override
  public void stop() {
    glimpse.stop();
  }

  @Override
  public Map<String, String> getModules() {
    Map<String, String> states = new TreeMap<>();
    glimpse.modules().list().forEach(module -> states.put(module.name(), module.state()));
    return states;
  }

  @Override
  public void switchOn(String module) {
    glimpse.modules().on(module);
  }

  @Override
  public void switchOff(String module) {
    glimpse.modules().off(module);
  }

  @Override
  public String getPolicy() {
    return glimpse.policy().toJson();
  }

  @Override
  public String getPolicyOrigin() {
    return glimpse.policy().origin();
  }

  @Override
  public String reloadPolicy() {
    return glimpse.reload().text();
  }

  @Override
  public String reportAsText() {
    return glimpse.report().details();
  }

  @Override
  public String reportAsJson() {
    return application.call(() -> glimpse.report().toJson());
  }

  @Override
  public long getRecorded() {
    return glimpse.counts().recorded();
  }

  @Override
  public Map<String, Long> getWritten() {
    return new TreeMap<>(glimpse.counts().written());
  }

  @Override
  public Map<String, Long> getLost() {
    return SelfReport.of(glimpse).lost();
  }

  @Override
  public Map<String, Long> getRetried() {
    return new TreeMap<>(glimpse.counts().retried());
  }

  @Override
  public Map<String, Long> getSpooled() {
    return new TreeMap<>(glimpse.counts().spooled());
  }

  @Override
  public long getCut() {
    return glimpse.tracer().cutCalls();
  }

  @Override
  public long getHeldBytes() {
    return glimpse.tracer().heldBytes();
  }

  @Override
  public long getTracesNotKept() {
    return glimpse.tracer().tracesNotKept();
  }

  @Override
  public long getSkippedForCallers() {
    return glimpse.tracer().skippedForCallers();
  }

  @Override
  public long getFaults() {
    return glimpse.tracer().faults();
  }

  @Override
  public long getHighestQueueBytes() {
    return glimpse.counts().highestQueueBytes();
  }

  @Override
  public long getQueueBytes() {
    return glimpse.config().queueBytes();
  }
}
