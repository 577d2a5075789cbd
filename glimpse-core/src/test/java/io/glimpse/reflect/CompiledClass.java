package io.glimpse.reflect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A class {@code com.acme.Shop} that a test compiles with options of its own, and its file. */
final class CompiledClass {
  static final String NAME = "com.acme.Shop";

  private CompiledClass() {}

  /** The bytes of the class of this source. */
  static byte[] compile(Path folder, String source, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("Shop.java"), "package com.acme;\n" + source);
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", "" + folder));
    arguments.addAll(List.of(options));
    arguments.add(file.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return Files.readAllBytes(folder.resolve("com/acme/Shop.class"));
  }

  /** Has the class of these bytes, and offers another file as its file, or none. */
  static final class Loader extends ClassLoader {
    private final byte @Nullable [] file;
    int asked;

    Loader(byte @Nullable [] file) {
      super(CompiledClass.class.getClassLoader());
      this.file = file;
    }

    Class<?> define(byte[] bytes) {
      return define(NAME, bytes);
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      asked++;
      return file == null ? null : new ByteArrayInputStream(file);
    }
  }
}
