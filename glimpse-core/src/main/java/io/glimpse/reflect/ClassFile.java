package io.glimpse.reflect;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the constants at the beginning of a class file tell about a class that is not to be loaded,
 * or that reflection does not tell. Their kinds and sizes are those of JVMS 4.4.
 *
 * <pre>{@code
 * ClassFile file = ClassFile.of("com.acme.Cart", loader);
 * boolean sealed = file != null && file.has("PermittedSubclasses");
 * }</pre>
 *
 * <p>Immutable and safe for any thread. A file that is not there, or not as it should be, is null
 * and never an error.
 *
 * @since 0.1
 */
public final class ClassFile {
  private static final Logger LOG = System.getLogger("io.glimpse.reflect");

  private static final int LONGEST = 16 * 1024 * 1024;

  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<Integer, Integer> classes = new HashMap<>();
  private final Map<Integer, Integer> names = new HashMap<>();
  private final Set<Call> calls = new HashSet<>();

  /** A method of a class is called, or referred to: indexes of the class and of the signature. */
  private record Call(int owner, int signature) {}

  /** Reads up to the end of the constants, and leaves what follows to the caller. */
  ClassFile(DataInputStream file) throws IOException {
    file.skipNBytes(8);
    int constants = file.readUnsignedShort();
    for (int i = 1; i < constants; i++) {
      int kind = file.readUnsignedByte();
      switch (kind) {
        case 1 -> texts.put(i, file.readUTF());
        case 7 -> classes.put(i, file.readUnsignedShort());
        case 10, 11 -> calls.add(new Call(file.readUnsignedShort(), file.readUnsignedShort()));
        case 12 -> {
          names.put(i, file.readUnsignedShort());
          file.skipNBytes(2);
        }
        case 3, 4, 9, 17, 18 -> file.skipNBytes(4);
        case 5, 6 -> {
          file.skipNBytes(8);
          i++; // the next place is never used
        }
        case 8, 16, 19, 20 -> file.skipNBytes(2);
        case 15 -> file.skipNBytes(3);
        default -> throw new IOException("constant of kind " + kind);
      }
    }
  }

  /**
   * The file of the class of this binary name; null where it is not found or cannot be read.
   *
   * @param loader where it is looked for first; null for none
   */
  public static @Nullable ClassFile of(String name, @Nullable ClassLoader loader) {
    return read(name, loader, ClassFile::new);
  }

  /** What is made of a file. */
  interface Reading<T> {
    T of(DataInputStream file) throws IOException;
  }

  /** A loader and a file of somebody else's: whatever goes wrong with them, there is no answer. */
  static <T> @Nullable T read(String name, @Nullable ClassLoader loader, Reading<T> reading) {
    try (InputStream file = open(name.replace('.', '/') + ".class", loader)) {
      return file == null ? null : reading.of(inMemory(file));
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      LOG.log(Level.DEBUG, "the class file of " + name + " cannot be read", unreadable);
      return null;
    }
  }

  /** Whatever the file claims of itself, no more than this is read. */
  private static DataInputStream inMemory(InputStream file) throws IOException {
    byte[] bytes = file.readNBytes(LONGEST);
    if (bytes.length == LONGEST) {
      throw new IOException("it is longer than " + LONGEST + " bytes");
    }
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static @Nullable InputStream open(String file, @Nullable ClassLoader loader) {
    InputStream found = loader == null ? null : loader.getResourceAsStream(file);
    return found == null ? ClassFile.class.getClassLoader().getResourceAsStream(file) : found;
  }

  /** Whether this text stands in it, for whatever purpose. */
  public boolean has(String text) {
    return texts.containsValue(text);
  }

  /**
   * The names of the methods of these classes that its code calls or refers to.
   *
   * @param owners binary names
   */
  public Set<String> methodsCalledOf(Set<String> owners) {
    Set<String> called = new HashSet<>();
    for (Call call : calls) {
      String owner = text(classes.get(call.owner()));
      String name = text(names.get(call.signature()));
      if (owner != null && name != null && owners.contains(owner.replace('/', '.'))) {
        called.add(name);
      }
    }
    return called;
  }

  /** The text at this place, as names and descriptors are. */
  String textAt(int index) throws IOException {
    String text = texts.get(index);
    if (text == null) {
      throw new IOException("no text at " + index);
    }
    return text;
  }

  private @Nullable String text(@Nullable Integer index) {
    return index == null ? null : texts.get(index);
  }
}
