package io.glimpse.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Glimpse;
import io.glimpse.config.Config;
import io.glimpse.policy.TracingPolicy;
import io.glimpse.record.FunctionName;
import io.glimpse.trace.Span;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of docs/backends.md, run as they stand there. */
@Tag("slow")
final class BackendsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/backends.md");
  private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?);\\n```", Pattern.DOTALL);

  @TempDir Path folder;

  private static List<String> queries() throws IOException {
    return QUERY
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(MatchResult::group)
        .map(each -> each.substring("```sql\n".length(), each.length() - ";\n```".length()))
        .toList();
  }

  @Test
  void queries_ofTheDocument_findWhatTheyPromise() throws Exception {
    List<String> queries = queries();
    try (Connection connection = recorded()) {
      assertThat(queries).hasSize(5);
      assertThat(Answers.of(connection, queries.get(0)))
          .hasSize(2)
          .anyMatch(row -> row.startsWith("com.acme.Cart.add|2|0|"))
          .anyMatch(row -> row.startsWith("com.acme.Cart.price|1|1|"));
      assertThat(Answers.of(connection, queries.get(1)))
          .singleElement()
          .asString()
          .contains("|visit|");
      assertThat(Answers.of(connection, queries.get(2)))
          .hasSize(4)
          .satisfiesExactly(
              row -> assertThat(row).startsWith("visit|"),
              row -> assertThat(row).startsWith("  Cart.add|"),
              row -> assertThat(row).startsWith("  Cart.add|").endsWith("|\"none\""),
              row -> assertThat(row).startsWith("    Cart.price|"));
      assertThat(Answers.of(connection, queries.get(3)))
          .singleElement()
          .asString()
          .startsWith("com.acme.Cart.price|java.lang.IllegalStateException|1|")
          .endsWith("|no price");
      assertThat(Answers.of(connection, queries.get(4)))
          .hasSize(3)
          .allMatch(row -> row.contains("{\"sku\":\"sofa\"}"));
    }
  }

  private Connection recorded() throws SQLException {
    Path file = folder.resolve("shop.db");
    try (Glimpse glimpse =
        Glimpse.builder()
            .config(
                Config.builder()
                    .readEnvironment(false)
                    .param("dest", "sqlite")
                    .param("db-path", file.toString()))
            .policy(TracingPolicy.none())
            .open()) {
      Tracer tracer = glimpse.tracer();
      TracedFunction add = function(tracer, "add");
      TracedFunction price = function(tracer, "price");
      try (Span root = tracer.span("visit")) {
        Object unused = Objects.requireNonNull(tracer.open(add, args("mug"))).returned("ok");
        var outer = Objects.requireNonNull(tracer.open(add, args("sofa")));
        Objects.requireNonNull(tracer.open(price, args("sofa")))
            .failed(new IllegalStateException("no price"));
        Object unusedToo = outer.returned("none");
        root.attribute("lines", 2);
      }
    }
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static TracedFunction function(Tracer tracer, String method) {
    return tracer.function(
        FunctionName.of("com.acme.Cart", method, null), List.of("sku"), Set.of(), String.class);
  }

  private static @Nullable Object[] args(String sku) {
    return new @Nullable Object[] {sku};
  }
}
