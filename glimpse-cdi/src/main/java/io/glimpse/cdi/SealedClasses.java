package io.glimpse.cdi;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Knows which classes are sealed while an application is built. The language model of CDI Lite does
 * not tell, and to ask reflection would load the class into the build; so the class file is read.
 *
 * <p>A sealed class has an attribute whose name stands among the constants at the file's beginning
 * (JVMS 4.7.31). A class that merely uses the same word is taken for sealed too, and left out.
 */
final class SealedClasses {
  private static final Logger LOG = System.getLogger("io.glimpse.cdi");
  private static final String ATTRIBUTE = "PermittedSubclasses";

  private SealedClasses() {}

  /** Whether the class of this binary name is sealed; false where its file is not found. */
  static boolean contain(String name) {
    try (InputStream file = open(name)) {
      return file != null && namesTheAttribute(new DataInputStream(file));
    } catch (IOException unreadable) {
      LOG.log(Level.DEBUG, "the class file of " + name + " cannot be read", unreadable);
      return false;
    }
  }

  private static @Nullable InputStream open(String name) {
    String file = name.replace('.', '/') + ".class";
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream found = context == null ? null : context.getResourceAsStream(file);
    return found == null ? SealedClasses.class.getClassLoader().getResourceAsStream(file) : found;
  }

  /** Walks the constants, whose kinds and sizes are those of JVMS 4.4. */
  private static boolean namesTheAttribute(DataInputStream file) throws IOException {
    file.skipNBytes(8);
    int constants = file.readUnsignedShort();
    for (int i = 1; i < constants; i++) {
      int kind = file.readUnsignedByte();
      switch (kind) {
        case 1 -> {
          if (file.readUTF().equals(ATTRIBUTE)) {
            return true;
          }
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> file.skipNBytes(4);
        case 5, 6 -> {
          file.skipNBytes(8);
          i++; // the next place is never used
        }
        case 7, 8, 16, 19, 20 -> file.skipNBytes(2);
        case 15 -> file.skipNBytes(3);
        default -> throw new IOException("constant of kind " + kind);
      }
    }
    return false;
  }
}
