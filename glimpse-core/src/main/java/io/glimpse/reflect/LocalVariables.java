package io.glimpse.reflect;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a class's methods are called in its source, as the compiler noted it for
 * debuggers (JVMS 4.7.13, javac's {@code -g} or {@code -g:vars}).
 *
 * <p>A parameter is the local variable that is there from the first instruction on, in the slot
 * that its place among the parameters gives it, and of its type: {@code this} takes the first slot,
 * long and double take two. What does not agree with that has no name. A method without code has
 * none either.
 */
final class LocalVariables {
  static final LocalVariables NONE = new LocalVariables(Map.of());

  private static final int STATIC = 0x0008;

  /** What is longer is nothing that somebody wrote; it would be in each record. */
  private static final int LONGEST = 255;

  /** By the method's name and descriptor. */
  private final Map<String, List<@Nullable String>> names;

  private LocalVariables(Map<String, List<@Nullable String>> names) {
    this.names = names;
  }

  /** Those of a class; {@link #NONE} where its file is not found or not as it should be. */
  static LocalVariables of(Class<?> type) {
    LocalVariables found =
        ClassFile.read(type.getName(), type.getClassLoader(), LocalVariables::read);
    return found == null ? NONE : found;
  }

  /** One for each parameter, null for one that has none; empty where nothing is known. */
  List<@Nullable String> of(Method method) {
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    return names.getOrDefault(method.getName() + type.toMethodDescriptorString(), List.of());
  }

  static LocalVariables read(DataInputStream file) throws IOException {
    ClassFile constants = new ClassFile(file);
    file.skipNBytes(6); // what may access it, what it is, what it extends
    file.skipNBytes(2L * file.readUnsignedShort()); // what it implements
    for (int fields = file.readUnsignedShort(); fields > 0; fields--) {
      file.skipNBytes(6);
      skipAttributes(file);
    }
    Map<String, List<@Nullable String>> names = new HashMap<>();
    for (int methods = file.readUnsignedShort(); methods > 0; methods--) {
      boolean isStatic = (file.readUnsignedShort() & STATIC) != 0;
      String name = constants.textAt(file.readUnsignedShort());
      String descriptor = constants.textAt(file.readUnsignedShort());
      Slots slots = new Slots(descriptor, isStatic ? 0 : 1);
      methodAttributes(file, constants, slots);
      if (slots.isAnyNamed()) {
        names.put(name + descriptor, slots.names());
      }
    }
    return new LocalVariables(names);
  }

  private static void methodAttributes(DataInputStream file, ClassFile constants, Slots slots)
      throws IOException {
    for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
      boolean isCode = constants.textAt(file.readUnsignedShort()).equals("Code");
      long length = length(file);
      if (isCode) {
        file.skipNBytes(4); // stack and locals
        file.skipNBytes(length(file)); // the instructions
        file.skipNBytes(8L * file.readUnsignedShort()); // what is caught where
        codeAttributes(file, constants, slots);
      } else {
        file.skipNBytes(length);
      }
    }
  }

  private static void codeAttributes(DataInputStream file, ClassFile constants, Slots slots)
      throws IOException {
    for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
      boolean isTable = constants.textAt(file.readUnsignedShort()).equals("LocalVariableTable");
      long length = length(file);
      if (!isTable) {
        file.skipNBytes(length);
        continue;
      }
      for (int entries = file.readUnsignedShort(); entries > 0; entries--) {
        int from = file.readUnsignedShort();
        file.skipNBytes(2);
        String name = constants.textAt(file.readUnsignedShort());
        String type = constants.textAt(file.readUnsignedShort());
        int slot = file.readUnsignedShort();
        if (from == 0) {
          slots.name(slot, type, name);
        }
      }
    }
  }

  private static void skipAttributes(DataInputStream file) throws IOException {
    for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
      file.skipNBytes(2);
      file.skipNBytes(length(file));
    }
  }

  private static long length(DataInputStream file) throws IOException {
    return Integer.toUnsignedLong(file.readInt());
  }

  /** Where the parameters of one method lie, and what they are called. */
  private static final class Slots {
    private static final String DOUBTFUL = "";

    private final String[] types;
    private final int[] slots;
    private final @Nullable String[] names;

    Slots(String descriptor, int first) {
      types = parameters(descriptor);
      slots = new int[types.length];
      names = new @Nullable String[types.length];
      int next = first;
      for (int i = 0; i < types.length; i++) {
        slots[i] = next;
        next += types[i].equals("J") || types[i].equals("D") ? 2 : 1;
      }
    }

    /** The descriptors of the parameters (JVMS 4.3.3); what is none runs over its end. */
    private static String[] parameters(String descriptor) {
      List<String> types = new ArrayList<>();
      int at = 1;
      while (descriptor.charAt(at) != ')') {
        int from = at;
        while (descriptor.charAt(at) == '[') {
          at++;
        }
        at = descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) : at;
        if (at < 0) {
          throw new IllegalArgumentException("a class without an end");
        }
        at++;
        types.add(descriptor.substring(from, at));
      }
      return types.toArray(String[]::new);
    }

    /** Where two claim one place neither is believed. */
    void name(int slot, String type, String name) {
      for (int i = 0; i < slots.length; i++) {
        if (slots[i] == slot && types[i].equals(type)) {
          String known = names[i];
          names[i] = known == null || known.equals(name) ? name : DOUBTFUL;
        }
      }
    }

    boolean isAnyNamed() {
      return names().stream().anyMatch(Objects::nonNull);
    }

    List<@Nullable String> names() {
      List<@Nullable String> usable = new ArrayList<>();
      for (String name : names) {
        usable.add(name == null || name.isEmpty() || name.length() > LONGEST ? null : name);
      }
      return Collections.unmodifiableList(usable);
    }
  }
}
