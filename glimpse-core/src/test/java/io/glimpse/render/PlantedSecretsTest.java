package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A hundred secrets and more, each planted once in a place that the contract names. */
final class PlantedSecretsTest {
  private static final List<String> NAMES =
      List.of(
          "password",
          "userPasswd",
          "pwd",
          "pass-phrase.passphrase",
          "clientSecret",
          "X-Auth-Token",
          "apiKey",
          "JSESSIONID",
          "creditCard",
          "cards",
          "auth",
          "Authorization",
          "authentication",
          "principal",
          "Set-Cookie",
          "credentials",
          "PIN",
          "cvv",
          "CVC2",
          "otp",
          "iban",
          "accountNumber");

  record Account(String user, String password, Map<String, String> apiKeys, Optional<String> pin) {}

  private final Redaction redaction = Redaction.with(List.of("iban", "accountNumber"));
  private final ValueRenderer renderer = new ValueRenderer(redaction, 65_536, false);
  private final ByteBuilder out = new ByteBuilder(1024);
  private final List<String> planted = new ArrayList<>();

  private String secret() {
    planted.add("S3cr3t" + (1000 + planted.size()));
    return planted.get(planted.size() - 1);
  }

  @Test
  void allPlaces_plantedSecrets_noneIsInTheBytes() {
    for (String name : NAMES) {
      arguments(name);
      mapKeys(name);
      renderer.value(out, name, secret());
      renderer.result(out, redaction.hides("get_" + name), List.of(secret()));
      message(name + "=" + secret());
      message("refused " + name + ": " + secret() + ", try again");
      message("?a=b&" + name + "=" + secret() + "&c=d");
      message("{\"user\":\"ann\",\"" + name + "\":\"" + secret() + "\"}");
      message("{\\\"" + name + "\\\":\\\"" + secret() + "\\\"}");
      message("{" + name + "=[" + secret() + ", " + secret() + "]}");
    }
    others();

    assertThat(planted).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(out.toString()).contains("[redacted]").doesNotContain("S3cr3t");
  }

  private void arguments(String name) {
    ArgumentNames names = ArgumentNames.of(redaction, Arrays.asList(name, "list", null), Set.of(1));
    renderer.arguments(
        out, names, new Object[] {Map.of("x", secret()), List.of(secret()), secret()});
  }

  private void mapKeys(String name) {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(name, secret());
    map.put("below", new HashMap<>(Map.of(name, List.of(secret()))));
    map.put(new Object(), secret());
    renderer.result(out, false, new Object[] {map});
  }

  private void message(String message) {
    Exception cause = new IllegalStateException(message);
    Exception thrown = new RuntimeException(cause);
    thrown.addSuppressed(new RuntimeException("closing", cause));
    ExceptionText text = ExceptionText.of(redaction, thrown, 65_536, ExceptionText.LONGEST_STACK);
    out.text(text.summary()).text(text.stackTrace());
    ExceptionText inner = ExceptionText.of(redaction, cause, 65_536, ExceptionText.LONGEST_STACK);
    out.text(inner.summary()).text(inner.stackTrace());
  }

  private void others() {
    renderer.result(
        out, false, new Account("ann", secret(), Map.of("a", secret()), Optional.of(secret())));
    renderer.result(out, false, secret().toCharArray());
    renderer.result(out, false, Map.of("x", new Object[] {secret().toCharArray()}));
    message("https://ann:" + secret() + "@example.org/x");
    message("jdbc:postgresql://" + secret() + "@db:5432/x refused");
    message("Authorization: Basic " + secret() + " " + secret());
    message("Cookie: a=" + secret() + "; b=" + secret());
    message("Key (iban)=(" + secret() + ") already exists");
    message("Set-Cookie: JSESSIONID=" + secret() + "; Path=/");
    message("password='" + secret() + " " + secret() + "'");
    assertThat(Collections.frequency(planted, "S3cr3t1000")).isOne();
  }
}
