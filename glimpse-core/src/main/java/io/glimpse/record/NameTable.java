package io.glimpse.record;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names by index, so that a record carries four bytes instead of a name: every function that was
 * ever attached, and the names of the threads that called one.
 *
 * <p>It only grows: by no more functions than the deployment has, and up to a fixed number of
 * thread names, since an application may give each of its threads a name of its own.
 *
 * <p>Safe for any number of threads; a read by index takes no lock.
 *
 * @since 0.1
 */
public final class NameTable {
  /** The index of a name that the table does not hold. */
  public static final int UNKNOWN = -1;

  private static final int MOST_THREADS = 4096;

  private volatile FunctionName[] functions = new FunctionName[16];
  private volatile int size;
  private final Map<String, Integer> threadIndexes = new ConcurrentHashMap<>();
  private volatile String[] threads = new String[0];

  /** Makes an empty table. */
  public NameTable() {}

  /** Adds a function and returns its index. */
  public synchronized int add(FunctionName name) {
    int index = size;
    FunctionName[] target = functions;
    if (index == target.length) {
      target = Arrays.copyOf(target, index * 2);
    }
    target[index] = name;
    functions = target;
    size = index + 1;
    return index;
  }

  /** The function at an index that {@link #add} gave. */
  public FunctionName get(int index) {
    return functions[index];
  }

  /** How many functions there are. */
  public int size() {
    return size;
  }

  /**
   * The index of a thread's name, which is taken up when it is new; {@link #UNKNOWN} when the table
   * is full, and the record has to carry the name itself.
   */
  public int threadIndex(String name) {
    Integer known = threadIndexes.get(name);
    return known != null ? known : addThread(name);
  }

  private synchronized int addThread(String name) {
    Integer known = threadIndexes.get(name);
    if (known != null) {
      return known;
    }
    int index = threads.length;
    if (index == MOST_THREADS) {
      return UNKNOWN;
    }
    String[] grown = Arrays.copyOf(threads, index + 1);
    grown[index] = name;
    threads = grown;
    threadIndexes.put(name, index);
    return index;
  }

  /** The thread's name at an index that {@link #threadIndex} gave. */
  public String thread(int index) {
    return threads[index];
  }
}
