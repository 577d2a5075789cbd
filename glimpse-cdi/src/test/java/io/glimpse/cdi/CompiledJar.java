package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A jar of an application, compiled by the test: a bean archive that Weld finds by itself. */
final class CompiledJar {
  private final Path folder;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private List<String> options = List.of("-parameters");

  CompiledJar(Path folder) {
    this.folder = folder;
  }

  /** A class of the package {@code com.acme.jar}. */
  CompiledJar type(String name, String declaration) {
    sources.put("com/acme/jar/" + name, "package com.acme.jar;\n" + declaration);
    return this;
  }

  CompiledJar file(String path, String content) {
    files.put(path, content);
    return this;
  }

  /** This class was there for the compiler and is not there any more. */
  CompiledJar without(String name) {
    missing.add("com/acme/jar/" + name + ".class");
    return this;
  }

  /** The compiler's options, instead of {@code -parameters}. */
  CompiledJar options(String... others) {
    options = List.of(others);
    return this;
  }

  Path build() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    arguments.addAll(options);
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("sources").resolve(source.getKey() + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    for (String path : missing) {
      Files.delete(classes.resolve(path));
    }
    return zip(classes, folder.resolve("application.jar"));
  }

  private Path zip(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.sorted().toList()) {
        String name = classes.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path)) {
          add(zip, name, Files.readAllBytes(path));
        } else if (!name.isEmpty()) {
          add(zip, name + "/", new byte[0]);
        }
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        add(zip, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
