package io.glimpse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table in docs/configuration.md is made from the table that the code reads. After a change of
 * a key, {@code mvn -q test -pl glimpse-core -Dtest=ConfigurationDocumentTest -Dglimpse.docs=write}
 * writes it anew.
 */
final class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/configuration.md");
  private static final String BEGIN =
      "<!-- the keys, made from ConfigKey: see CONTRIBUTING.md -->\n";
  private static final String END = "<!-- end of the keys -->\n";

  @Test
  void document_showsExactlyTheKeysThatThereAre() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if ("write".equals(System.getProperty("glimpse.docs"))) {
      text = text.substring(0, begin) + table() + text.substring(end);
      Path unused = Files.writeString(DOCUMENT, text);
    }

    assertThat(text.substring(begin, text.indexOf(END))).isEqualTo(table());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/backends.md", "docs/operations.md", "docs/http.md"})
  void documents_nameNoVariableThatIsNoKey(String document) throws IOException {
    List<String> known = ConfigKey.all().stream().map(key -> key.variable("GLIMPSE_")).toList();
    List<String> named =
        Pattern.compile("GLIMPSE_[A-Z_]+")
            .matcher(Files.readString(Path.of("..").resolve(document)))
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(known).containsAll(named);
  }

  private static String table() {
    return "| key | default | meaning |\n|---|---|---|\n"
        + ConfigKey.all().stream()
            .map(ConfigurationDocumentTest::row)
            .collect(Collectors.joining());
  }

  private static String row(ConfigKey<?> key) {
    String value = key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`";
    List<String> others = key.fallbacks().stream().map(each -> "`" + each.name() + "`").toList();
    String fallback = others.isEmpty() ? "" : " Else " + String.join(", ", others) + ".";
    return "| `" + key.name() + "` | " + value + " | " + key.meaning() + fallback + " |\n";
  }
}
