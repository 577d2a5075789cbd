package com.acme.bench;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.StubMethod;

/**
 * A large application in a jar: {@value #PACKAGES} packages of {@value #BEANS_PER_PACKAGE} beans.
 * Each bean has five functions of its own, one from the base class of its package, and one from an
 * interface.
 */
public final class LargeApplication {
  /** How many packages there are, {@code com.acme.large.p0} and so on. */
  public static final int PACKAGES = 100;

  /** How many beans are in each package. */
  public static final int BEANS_PER_PACKAGE = 20;

  /** How many functions of a bean are attached where the policy names its package. */
  public static final int FUNCTIONS_PER_BEAN = 7;

  /** What the name of each package begins with; its number follows. */
  public static final String PREFIX = "com.acme.large.p";

  private static final int OWN = 5;

  private LargeApplication() {}

  /** Writes it into a jar, unless that is there already. */
  public static void write(Path jar) {
    if (Files.exists(jar)) {
      return;
    }
    Path unfinished = jar.resolveSibling(jar.getFileName() + ".new");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished))) {
      for (int i = 0; i < PACKAGES; i++) {
        writePackage(out, packageName(i));
      }
      out.close();
      Path unused = Files.move(unfinished, jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writePackage(JarOutputStream out, String name) throws IOException {
    DynamicType.Unloaded<?> contract =
        new ByteBuddy()
            .makeInterface()
            .name(name + ".Contract")
            .defineMethod("agreed", void.class, Visibility.PUBLIC)
            .intercept(StubMethod.INSTANCE)
            .make();
    DynamicType.Unloaded<?> base =
        new ByteBuddy()
            .subclass(Object.class)
            .implement(contract.getTypeDescription())
            .name(name + ".Base")
            .modifiers(Modifier.PUBLIC | Modifier.ABSTRACT)
            .defineMethod("inherited", void.class, Visibility.PUBLIC)
            .intercept(StubMethod.INSTANCE)
            .make();
    write(out, contract);
    write(out, base);
    for (int i = 0; i < BEANS_PER_PACKAGE; i++) {
      write(out, bean(beanName(name, i), base.getTypeDescription()));
    }
  }

  private static DynamicType.Unloaded<?> bean(String name, TypeDescription base) {
    DynamicType.Builder<?> type =
        new ByteBuddy()
            .subclass(base)
            .name(name)
            .modifiers(Modifier.PUBLIC)
            .annotateType(AnnotationDescription.Builder.ofType(ApplicationScoped.class).build());
    for (int i = 0; i < OWN; i++) {
      type =
          type.defineMethod("function" + i, void.class, Visibility.PUBLIC)
              .intercept(StubMethod.INSTANCE);
    }
    return type.make();
  }

  private static void write(JarOutputStream out, DynamicType.Unloaded<?> type) throws IOException {
    out.putNextEntry(new ZipEntry(type.getTypeDescription().getInternalName() + ".class"));
    out.write(type.getBytes());
    out.closeEntry();
  }

  /** The name of a package by its number. */
  public static String packageName(int number) {
    return PREFIX + number;
  }

  private static String beanName(String inPackage, int index) {
    return inPackage + ".Bean" + index;
  }

  /** The beans of the jar, loaded by a class loader of their own. */
  public static List<Class<?>> load(Path jar) throws ClassNotFoundException {
    ClassLoader loader = loader(jar);
    List<Class<?>> beans = new ArrayList<>();
    for (int i = 0; i < PACKAGES; i++) {
      for (int j = 0; j < BEANS_PER_PACKAGE; j++) {
        beans.add(Class.forName(beanName(packageName(i), j), false, loader));
      }
    }
    return beans;
  }

  /** It stays open as long as the JVM lives, as that of an application does. */
  private static ClassLoader loader(Path jar) {
    try {
      return new URLClassLoader(
          new URL[] {jar.toUri().toURL()}, LargeApplication.class.getClassLoader());
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
