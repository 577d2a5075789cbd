package io.glimpse.record;

import java.util.Arrays;

/**
 * Every function that was ever attached, by index, so that a record carries four bytes instead of a
 * name. It only grows, and by no more than the deployment has functions.
 *
 * <p>Safe for any number of threads; a read takes no lock.
 *
 * @since 0.1
 */
public final class FunctionTable {
  private volatile FunctionName[] names = new FunctionName[16];
  private volatile int size;

  /** Makes an empty table. */
  public FunctionTable() {}

  /** Adds a function and returns its index. */
  public synchronized int add(FunctionName name) {
    int index = size;
    FunctionName[] target = names;
    if (index == target.length) {
      target = Arrays.copyOf(target, index * 2);
    }
    target[index] = name;
    names = target;
    size = index + 1;
    return index;
  }

  /** The function at an index that {@link #add} gave. */
  public FunctionName get(int index) {
    return names[index];
  }

  /** How many functions there are. */
  public int size() {
    return size;
  }
}
