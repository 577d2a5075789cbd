package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.guest.Kinds;
import com.acme.guest.Soliloquy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Weld makes of a bean's calls of itself, which the interceptor for ArC has to leave out. */
final class OwnCallsTest {
  private static final String POLICY =
      """
      {"version": "1.0", "package_trees": ["com.acme.guest.Soliloquy"]}
      """;

  @TempDir private Path folder;

  @Test
  void bean_callsItself_isRecordedOnlyWhereTheCallComesFromOutside() throws Exception {
    try (WeldRun weld = new WeldRun(folder, POLICY, Map.of(), Soliloquy.class)) {
      Soliloquy bean = weld.bean(Soliloquy.class);
      List<String> said = new ArrayList<>();

      said.add(bean.think("think"));
      said.add(bean.mutter("mutter"));
      said.add(bean.list("list"));
      said.add(bean.sayTwice("twice"));
      said.add(bean.promise("later").get());
      said.add(CompletableFuture.supplyAsync(bean.promise("elsewhere")).get(10, TimeUnit.SECONDS));
      said.add(bean.throughTheContainer("container"));

      assertThat(String.join("", said))
          .isEqualTo("think mutter list twice twice later elsewhere container ");
      assertThat(weld.happened())
          .filteredOn(line -> line.startsWith("START"))
          .containsExactlyInAnyOrder(
              "START com.acme.guest.Soliloquy.sayTwice {\"words\":\"twice\"}",
              "START com.acme.guest.Soliloquy.say {\"words\":\"later\"}",
              "START com.acme.guest.Soliloquy.say {\"words\":\"elsewhere\"}",
              "START com.acme.guest.Soliloquy.say {\"words\":\"container\"}");
    }
  }

  @Test
  void selfCalls_areReadFromTheClassFile() {
    SelfCalls own = SelfCalls.of(Soliloquy.class);

    assertThat(own.mayContain("say")).isTrue();
    assertThat(own.mayContain("toItself")).isTrue();
    assertThat(own.mayContain("sayTwice")).isFalse();
    assertThat(own.mayContain("promise")).isFalse();
  }

  @Test
  void selfCalls_ofAMethodOfASuperclass_areFoundWithEither() {
    assertThat(SelfCalls.of(Kinds.Customers.class).mayContain("find")).isFalse();
    assertThat(SelfCalls.of(Echo.class).mayContain("say")).isTrue();
  }

  /** Calls only what it has inherited. */
  static class Echo extends Voice {
    String twice(String words) {
      return say(words) + say(words);
    }
  }

  static class Voice {
    String say(String words) {
      return words;
    }
  }
}
