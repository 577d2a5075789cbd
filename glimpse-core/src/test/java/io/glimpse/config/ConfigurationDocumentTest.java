package io.glimpse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
