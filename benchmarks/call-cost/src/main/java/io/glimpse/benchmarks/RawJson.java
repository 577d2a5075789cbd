package io.glimpse.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Every sample, so that others can calculate for themselves. */
final class RawJson {
  private RawJson() {}

  static void write(
      Path file,
      Results results,
      Machine machine,
      String command,
      String pace,
      Map<Variant, String> libraries)
      throws IOException {
    JsonObjectBuilder versions = Json.createObjectBuilder();
    libraries.forEach((variant, names) -> versions.add(variant.label(), names));
    JsonArrayBuilder samples = Json.createArrayBuilder();
    results.samples().forEach(sample -> samples.add(json(sample)));
    JsonObject all =
        Json.createObjectBuilder()
            .add("command", command)
            .add("pace", pace)
            .add("cpu", machine.cpu())
            .add("cores", machine.cores())
            .add("system", machine.system())
            .add("libraries", versions)
            .add("samples", samples)
            .add("broken", Json.createArrayBuilder(results.broken()))
            .build();
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Writer out = Files.newBufferedWriter(file);
        JsonWriter json =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(out)) {
      json.writeObject(all);
    }
  }

  private static JsonObject json(Sample sample) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("row", sample.measured().row().label())
            .add("case", sample.measured().name())
            .add("terms", sample.measured().terms())
            .add("variant", sample.variant().label())
            .add("round", sample.round())
            .add("jvm", sample.jvm())
            .add("nanosPerCall", sample.nanos())
            .add("iterations", Json.createArrayBuilder(sample.iterations()))
            .add("bytesPerCall", sample.evidence().bytesPerCall())
            .add("cpuNanosPerCall", sample.evidence().cpuNanosPerCall())
            .add("calls", sample.evidence().calls())
            .add("roots", sample.evidence().roots());
    Tally tally = sample.evidence().tally();
    if (tally != null) {
      json.add("received", tally.received()).add("lost", tally.lost()).add("cut", tally.cut());
    }
    sample
        .arrivedPerSecond()
        .ifPresent(
            arrived ->
                json.add("arrivedPerSecond", arrived)
                    .add("wallNanos", sample.evidence().wallNanos()));
    sample.failure().ifPresent(failure -> json.add("failure", failure));
    return json.build();
  }
}
