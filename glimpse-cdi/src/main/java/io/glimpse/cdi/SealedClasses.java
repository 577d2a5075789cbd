package io.glimpse.cdi;

import io.glimpse.reflect.ClassFile;

/**
 * Knows which classes are sealed while an application is built. The language model of CDI Lite does
 * not tell, and to ask reflection would load the class into the build; so the class file is read.
 *
 * <p>A sealed class has an attribute whose name stands among the constants at the file's beginning
 * (JVMS 4.7.31). A class that merely uses the same word is taken for sealed too, and left out.
 */
final class SealedClasses {
  private static final String ATTRIBUTE = "PermittedSubclasses";

  private SealedClasses() {}

  /** Whether the class of this binary name is sealed; false where its file is not found. */
  static boolean contain(String name) {
    ClassFile file = ClassFile.of(name, Thread.currentThread().getContextClassLoader());
    return file != null && file.has(ATTRIBUTE);
  }
}
