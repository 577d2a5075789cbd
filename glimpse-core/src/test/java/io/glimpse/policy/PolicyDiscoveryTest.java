package io.glimpse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyDiscoveryTest {
  private static final String META_INF = "META-INF/glimpse-policy.json";
  private static final String SERVICES = "META-INF/services/io.glimpse.policy.PolicySource";

  private final Path directory;
  private final List<URLClassLoader> loaders = new ArrayList<>();

  PolicyDiscoveryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @Test
  void of_nothingAnywhere_isNoneAndSaysWhereItLooked() {
    PolicyDiscovery discovery = discover(null);

    assertThat(discovery).isInstanceOf(PolicyDiscovery.None.class);
    assertThat(discovery.policy()).isSameAs(TracingPolicy.none());
    assertThat(discovery.lookedAt())
        .containsExactly(
            "service io.glimpse.policy.PolicySource",
            "class path META-INF/glimpse-policy.json",
            "class path glimpse-policy.json");
  }

  @Test
  void of_everyPlaceHasOne_theEarliestWinsAndLaterOnesAreNotOpened() {
    Path explicit = write("conf/my.json", policy("explicit"));
    Path services = service("classes0", ShopPolicy.class);
    Path metaInf = write("classes1/" + META_INF, policy("meta-inf"));
    write("classes1/glimpse-policy.json", "bad, and not looked at");
    URL[] path = {url(services), url(directory.resolve("classes1"))};

    assertThat(discover(explicit.toString(), path).policy().name()).isEqualTo("explicit");
    assertThat(discover("conf/my.json", path).policy().name()).isEqualTo("explicit");
    assertThat(discover(null, path).policy().name()).isEqualTo("service");
    assertThat(discover(" ", path[1]).policy().name()).isEqualTo("meta-inf");
    assertThat(discover(null, path[1]).policy().origin()).endsWith(META_INF);
    assertThat(metaInf).exists();
  }

  @Test
  void of_onlyTheShortName_isFoundLast() {
    write("classes/glimpse-policy.json", policy("short"));

    PolicyDiscovery discovery = discover(null, url(directory.resolve("classes")));

    assertThat(discovery).isInstanceOf(PolicyDiscovery.Found.class);
    assertThat(discovery.policy().name()).isEqualTo("short");
    assertThat(discovery.lookedAt()).last().isEqualTo("class path glimpse-policy.json");
  }

  @Test
  void of_explicitResource_isReadFromTheClassPath() {
    write("classes/conf/my.json", policy("resource"));
    URL classes = url(directory.resolve("classes"));

    assertThat(discover("classpath:conf/my.json", classes).policy().name()).isEqualTo("resource");
    assertThat(discover("classpath:/conf/my.json", classes).policy().name()).isEqualTo("resource");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.json", "classpath:absent.json", "classpath:", ".", "a\0b"})
  void of_explicitValueThatNamesNothing_isAProblemAndNothingElseIsTried(String explicit) {
    write("classes/" + META_INF, policy("not wanted"));
    URL classes = url(directory.resolve("classes"));

    assertThatThrownBy(() -> discover(explicit, classes))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("glimpse.policy: found \"")
        .hasMessageEndingWith(
            "Write the path of a policy file, or a resource such as"
                + " classpath:META-INF/glimpse-policy.json.");
  }

  @Test
  void of_twoAtOneStep_isAProblemThatNamesBoth() {
    write("web/" + META_INF, policy("web"));
    write("lib/" + META_INF, policy("lib"));
    URL web = url(directory.resolve("web"));
    URL lib = url(directory.resolve("lib"));

    assertThatThrownBy(() -> discover(null, web, lib))
        .isInstanceOf(PolicyException.class)
        .hasMessage(
            "class path "
                + META_INF
                + ": found 2 policies: "
                + web
                + META_INF
                + " and "
                + lib
                + META_INF
                + ". Keep one of them, or name the one you mean with glimpse.policy.");
  }

  @Test
  void of_theSameUrlSeenTwice_isOnePolicy() {
    write("web/" + META_INF, policy("web"));
    URL web = url(directory.resolve("web"));
    URLClassLoader parent = loader(getClass().getClassLoader(), web);

    PolicyDiscovery discovery = PolicyDiscovery.of(null, loader(parent, web), false, directory);

    assertThat(discovery.policy().name()).isEqualTo("web");
  }

  @Test
  void of_badPolicy_isReportedWithItsUrlAndPointer() {
    write("web/" + META_INF, "{\"version\": \"1.0\", \"trace_depth\": 0}");
    URL web = url(directory.resolve("web"));

    assertThatThrownBy(() -> discover(null, web))
        .hasMessageStartingWith(web + META_INF + " at /trace_depth: found 0. ");
  }

  @Test
  void of_plainMain_looksInTheWorkingDirectoryAndAboveIt() {
    Path file = write("glimpse-policy.json", policy("above"));
    Path below = directory.resolve("a/b");

    PolicyDiscovery discovery = PolicyDiscovery.of(null, loader(null), true, below);

    assertThat(discovery.policy().name()).isEqualTo("above");
    assertThat(discovery.policy().origin()).isEqualTo(file.toString());
    assertThat(discovery.lookedAt())
        .endsWith(
            below.resolve("glimpse-policy.json").toString(),
            directory.resolve("a/glimpse-policy.json").toString(),
            file.toString());
    assertThat(PolicyDiscovery.of(null, loader(null), false, directory))
        .isInstanceOf(PolicyDiscovery.None.class);
  }

  @Test
  void of_policyInAJar_leavesTheJarFreeToBeReplaced() throws IOException {
    Path jar = directory.resolve("shop.jar");
    writeJar(jar, policy("first"));
    assertThat(discover(null, url(jar)).policy().name()).isEqualTo("first");

    writeJar(jar, policy("second, of another length"));

    assertThat(discover(null, url(jar)).policy().name()).isEqualTo("second, of another length");
  }

  @Test
  void of_serviceWithoutAPolicy_letsTheSearchGoOn() {
    Path services = service("classes", NoPolicy.class);
    write("classes/" + META_INF, policy("file"));

    assertThat(discover(null, url(services)).policy().name()).isEqualTo("file");
  }

  @Test
  void of_twoServicesWithAPolicy_isAProblemThatNamesBoth() {
    Path services = service("classes", ShopPolicy.class, OtherPolicy.class);

    assertThatThrownBy(() -> discover(null, url(services)))
        .hasMessageContaining(
            "found 2 policies: "
                + ShopPolicy.class.getName()
                + " and "
                + OtherPolicy.class.getName());
  }

  @Test
  void of_serviceThatThrows_isAProblemThatNamesIt() {
    Path services = service("classes", BrokenPolicy.class);

    assertThatThrownBy(() -> discover(null, url(services)))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith(
            BrokenPolicy.class.getName()
                + ": found an exception from policy() (java.lang.IllegalStateException: no database)")
        .hasRootCauseMessage("no database");
  }

  @Test
  void of_serviceWithABadPolicy_reportsItsProblems() {
    Path services = service("classes", BadPolicy.class);

    assertThatThrownBy(() -> discover(null, url(services)))
        .hasMessageStartingWith("TracingPolicy.builder() at /trace_depth: found 0. ");
  }

  @Test
  void of_serviceThatIsNotThere_isAProblem() {
    write("classes/" + SERVICES, "com.acme.Absent");

    assertThatThrownBy(() -> discover(null, url(directory.resolve("classes"))))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("found a service that could not be loaded")
        .hasMessageContaining("com.acme.Absent");
  }

  /** Supplies a policy. */
  public static final class ShopPolicy implements PolicySource {
    @Override
    public Optional<TracingPolicy> policy() {
      return Optional.of(TracingPolicy.builder().name("service").packageTrees("a").build());
    }
  }

  /** Supplies another. */
  public static final class OtherPolicy implements PolicySource {
    @Override
    public Optional<TracingPolicy> policy() {
      return Optional.of(TracingPolicy.none());
    }
  }

  /** Supplies nothing. */
  public static final class NoPolicy implements PolicySource {
    @Override
    public Optional<TracingPolicy> policy() {
      return Optional.empty();
    }
  }

  /** Fails. */
  public static final class BrokenPolicy implements PolicySource {
    @Override
    public Optional<TracingPolicy> policy() {
      throw new IllegalStateException("no database");
    }
  }

  /** Makes a policy that cannot be. */
  public static final class BadPolicy implements PolicySource {
    @Override
    public Optional<TracingPolicy> policy() {
      return Optional.of(TracingPolicy.builder().traceDepth(0).build());
    }
  }

  private PolicyDiscovery discover(@Nullable String explicit, URL... classPath) {
    ClassLoader loader = loader(getClass().getClassLoader(), classPath);
    return PolicyDiscovery.of(explicit, loader, false, directory);
  }

  private URLClassLoader loader(@Nullable ClassLoader parent, URL... classPath) {
    URLClassLoader loader = new URLClassLoader(classPath, parent);
    loaders.add(loader);
    return loader;
  }

  private static String policy(String name) {
    return "{\"version\": \"1.0\", \"name\": \"" + name + "\"}";
  }

  private Path service(String folder, Class<?>... sources) {
    StringBuilder names = new StringBuilder();
    for (Class<?> source : sources) {
      names.append(source.getName()).append('\n');
    }
    write(folder + "/" + SERVICES, names.toString());
    return directory.resolve(folder);
  }

  private Path write(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeJar(Path jar, String json) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(META_INF));
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
