package io.glimpse.reflect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glimpse.reflect.ParameterNames.Found;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parameters are called: docs/spec.md, section 6. */
final class ParameterNamesTest {
  private static final String SHOP =
      """
      import java.util.Map;
      public abstract class Shop {
        private final long opened = 1;
        public String buy(long card, double amount, int[][] sizes, Map<String, long[]> more) {
          for (int i = 0; i < sizes.length; i++) { String text = "x" + i; more.remove(text); }
          long last = card;
          return "" + last + amount;
        }
        public static void open(long from, String door) {}
        public abstract void close(String door);
        public void nothing() {}
      }
      """;

  @TempDir private Path folder;

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<@Nullable String> names(Class<?> type, String method) {
    return new ParameterNames().of(method(type, method)).names();
  }

  @Test
  void classFileWithLocalVariables_namesEveryParameterWhateverItsSize() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g");
    Class<?> shop = new CompiledClass.Loader(bytes).define(bytes);

    assertThat(names(shop, "buy")).containsExactly("card", "amount", "sizes", "more");
    assertThat(names(shop, "open")).containsExactly("from", "door");
    assertThat(names(shop, "nothing")).isEmpty();
  }

  @Test
  void abstractMethod_hasNoCodeAndSoNoNames() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g");
    Class<?> shop = new CompiledClass.Loader(bytes).define(bytes);

    assertThat(names(shop, "close")).containsExactly((String) null);
  }

  @Test
  void interfaceMethod_hasNamesWhereItHasCode() throws IOException {
    byte[] bytes =
        CompiledClass.compile(
            folder,
            "public interface Shop { default void ring(String bell) {} void knock(int times); }",
            "-g");
    Class<?> shop = new CompiledClass.Loader(bytes).define(bytes);

    assertThat(names(shop, "ring")).containsExactly("bell");
    assertThat(names(shop, "knock")).containsExactly((String) null);
  }

  @Test
  void classFileWithoutLocalVariables_givesNoNames() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g:none");
    Class<?> shop = new CompiledClass.Loader(bytes).define(bytes);

    assertThat(names(shop, "buy")).containsExactly(null, null, null, null);
  }

  @Test
  void compilersParameters_areEnoughAndNoFileIsRead() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g:none", "-parameters");
    CompiledClass.Loader loader = new CompiledClass.Loader(bytes);
    Class<?> shop = loader.define(bytes);
    loader.asked = 0;

    assertThat(names(shop, "buy")).containsExactly("card", "amount", "sizes", "more");
    assertThat(loader.asked).isZero();
  }

  @Test
  void methodsOfOneClass_readItsFileOnceUntilItIsForgotten() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g");
    CompiledClass.Loader loader = new CompiledClass.Loader(bytes);
    Class<?> shop = loader.define(bytes);
    loader.asked = 0;
    ParameterNames names = new ParameterNames();

    Found buy = names.of(method(shop, "buy"));
    Found open = names.of(method(shop, "open"));
    assertThat(loader.asked).isOne();
    names.forget();
    assertThat(names.of(method(shop, "buy"))).isEqualTo(buy).isNotEqualTo(open);
    assertThat(loader.asked).isEqualTo(2);
  }

  @Test
  void classWhoseFileIsNotThere_hasNoNames() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g");
    Class<?> shop = new CompiledClass.Loader(null).define(bytes);

    assertThat(names(shop, "open")).containsExactly(null, null);
  }

  @Test
  void loaderThatThrows_givesNoNames() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g");
    class Closed extends ClassLoader {
      Class<?> shop() {
        return defineClass(CompiledClass.NAME, bytes, 0, bytes.length);
      }

      @Override
      public InputStream getResourceAsStream(String name) {
        throw new IllegalStateException("closed");
      }
    }

    assertThat(names(new Closed().shop(), "open")).containsExactly(null, null);
  }

  @Test
  void fileOfAnotherClass_hasNoNamesForThisOne() throws IOException {
    byte[] bytes = CompiledClass.compile(folder, SHOP, "-g");
    byte[] other =
        CompiledClass.compile(
            folder, "public class Shop { public void open(String door, long from) {} }", "-g");
    Class<?> shop = new CompiledClass.Loader(other).define(bytes);

    assertThat(names(shop, "open")).containsExactly(null, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void brokenFile_givesTheNamesThatItHasOrNoneAndNeverAFault(int changes) throws IOException {
    byte[] whole = CompiledClass.compile(folder, SHOP, "-g");
    Random random = new Random(changes);
    for (int i = 0; i < 100; i++) {
      byte[] broken = Arrays.copyOf(whole, whole.length - random.nextInt(changes * 20));
      for (int j = 0; j < changes; j++) {
        broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
      }
      Class<?> shop = new CompiledClass.Loader(broken).define(whole);

      assertThatCode(() -> assertThat(names(shop, "buy")).hasSize(4)).doesNotThrowAnyException();
    }
  }

  @Test
  void fileCutAnywhere_givesAllNamesOrNoneAndNeverAFault() throws IOException {
    byte[] whole = CompiledClass.compile(folder, SHOP, "-g");
    int unread = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Class<?> shop = new CompiledClass.Loader(cut).define(whole);
      List<@Nullable String> names = names(shop, "open");
      assertThat(names).isIn(Arrays.asList(null, null), List.of("from", "door"));
      unread += names.get(0) == null ? 1 : 0;
    }
    assertThat(unread).isGreaterThan(whole.length / 2).isLessThan(whole.length);
  }

  @Test
  void annotationThatIsOnlyNamedAlike_isNone() throws IOException {
    byte[] bytes =
        CompiledClass.compile(
            folder,
            """
            public class Shop {
              @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
              @interface QueryParam { String value(); }
              public void buy(@QueryParam("sku") String a, int b) {}
            }
            """,
            "-g");
    Class<?> shop = new CompiledClass.Loader(bytes).define(bytes);

    assertThat(names(shop, "buy")).containsExactly("a", "b");
  }

  @Test
  void everyNameThatIsKnown_canGiveASecretAway() {
    Found found = new ParameterNames().of(method(Door.class, "open"));

    assertThat(found.names()).containsExactly("first", "second");
    assertThat(found.known()).containsExactly(Set.of("first", "pin"), Set.of("second"));
  }

  @Test
  void annotationOfARequest_onTheMethodOrWhatItOverrides_namesTheParameter() throws IOException {
    byte[] bytes =
        CompiledClass.compile(
            folder,
            """
            import jakarta.ws.rs.*;
            interface Api {
              void sell(@HeaderParam("X-Auth-Token") String a, @PathParam("sku") int b);
            }
            public class Shop implements Api {
              public void buy(
                  @PathParam("sku") String a, @QueryParam("q") String b, @HeaderParam("h") String c,
                  @CookieParam("c") String d, @FormParam("f") String e, @MatrixParam("m") String f,
                  @BeanParam Object g, @QueryParam("") String h) {}
              public void sell(String a, int b) {}
            }
            """,
            "-g:none");
    CompiledClass.Loader loader = new CompiledClass.Loader(bytes);
    byte[] api = Files.readAllBytes(folder.resolve("com/acme/Api.class"));
    Class<?> unused = loader.define("com.acme.Api", api);
    Class<?> shop = loader.define(bytes);

    assertThat(names(shop, "buy")).containsExactly("sku", "q", "h", "c", "f", "m", null, null);
    assertThat(names(shop, "sell")).containsExactly("X-Auth-Token", "sku");
  }

  @Test
  void localVariableBehindAnAnnotation_isKnownTooAndNotShown() throws IOException {
    byte[] bytes =
        CompiledClass.compile(
            folder,
            """
            public class Shop {
              public void login(@jakarta.ws.rs.FormParam("p") String password) {}
            }
            """,
            "-g");
    Class<?> shop = new CompiledClass.Loader(bytes).define(bytes);

    Found found = new ParameterNames().of(method(shop, "login"));
    assertThat(found.names()).containsExactly("p");
    assertThat(found.known()).containsExactly(Set.of("p", "password"));
  }

  interface Lock {
    void open(String pin, int second);
  }

  static final class Door implements Lock {
    @Override
    public void open(String first, int second) {}
  }
}
