package io.glimpse.cdi;

import io.glimpse.Glimpse;
import io.glimpse.report.DeploymentReport;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.lite.extension.translator.LiteExtensionTranslator;
import org.jspecify.annotations.Nullable;

/**
 * A real Weld with the extension, a policy and the given bean classes, and what it left in its
 * file. The settings are system properties for as long as it runs.
 */
final class WeldRun implements AutoCloseable {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Path file;
  private final WeldContainer container;

  WeldRun(Path folder, @Nullable String policy, Map<String, String> more, Class<?>... beans) {
    this(folder, policy, more, weldOf(beans));
  }

  /** A Weld of these classes and the extension, and of nothing that lies on the class path. */
  static Weld weldOf(Class<?>... beans) {
    return new Weld().disableDiscovery().beanClasses(beans).addExtension(new GlimpseExtension());
  }

  /** The same, attached by the extension for CDI Lite, which Weld would leave alone by itself. */
  static WeldRun lite(Path folder, String policy, Map<String, String> more, Class<?>... beans) {
    Extension lite =
        new LiteExtensionTranslator(
            Set.<Class<? extends BuildCompatibleExtension>>of(BuildExtensionOnWeld.class),
            WeldRun.class.getClassLoader());
    return new WeldRun(
        folder, policy, more, new Weld().disableDiscovery().beanClasses(beans).addExtension(lite));
  }

  /** The same in a Weld that is set up already. */
  WeldRun(Path folder, @Nullable String policy, Map<String, String> more, Weld weld) {
    try {
      this.file = folder.resolve("glimpse.jsonl");
      if (policy != null) {
        Path policyFile = folder.resolve("policy.json");
        Files.writeString(policyFile, policy);
        settings.put("glimpse.policy", policyFile.toString());
      }
      settings.put("glimpse.log-path", file.toString());
      settings.put("glimpse.flush-interval", "10 ms");
      settings.putAll(more);
      settings.forEach(System::setProperty);
      this.container = weld.initialize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error failed) {
      settings.keySet().forEach(System::clearProperty);
      throw failed;
    }
  }

  <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  WeldContainer container() {
    return container;
  }

  /** What has been recorded until now, a line each. */
  List<String> happened() throws Exception {
    return records().stream().map(WhatHappened::of).toList();
  }

  /** The functions that were called, in their order. */
  List<String> started() throws Exception {
    return records().stream()
        .filter(record -> record.getString("stage", "").equals("START"))
        .map(record -> record.getString("function"))
        .toList();
  }

  static DeploymentReport report() {
    return Glimpse.current().report();
  }

  /** What the report says about a class: each function with its rule or its reason. */
  static Map<String, String> judged(Class<?> type) {
    Map<String, String> judged = new TreeMap<>();
    for (DeploymentReport.Bean bean : report().beans()) {
      if (bean.className().equals(type.getName())) {
        bean.attached().forEach((function, rule) -> judged.put(shortName(function), "traced"));
        bean.skipped().forEach((function, why) -> judged.put(shortName(function), why.code()));
      }
    }
    return judged;
  }

  /** {@code find(int)} of {@code com.acme.Cart.find(int)}. */
  private static String shortName(String function) {
    int arguments = function.indexOf('(');
    return arguments < 0 ? function : function.substring(function.lastIndexOf('.', arguments) + 1);
  }

  /** Everything that has been recorded until now. */
  List<JsonObject> records() throws Exception {
    if (!Glimpse.current().flush(Duration.ofSeconds(10))) {
      throw new AssertionError("not flushed within 10 s");
    }
    return read();
  }

  List<JsonObject> read() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(WeldRun::parse).toList()
        : List.of();
  }

  Path file() {
    return file;
  }

  static JsonObject parse(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() {
    container.shutdown();
    settings.keySet().forEach(System::clearProperty);
  }
}
