package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordEncoder;
import java.util.Arrays;

/**
 * Keys with their values, in the order in which the keys first came; of a key that comes twice the
 * last value stays. What comes after the most that are kept is dropped.
 *
 * <p>There are few of them, so they are looked for one by one: a map would be most of what a span
 * leaves for the garbage collector.
 */
final class Attributes {
  private static final int MOST = 128;
  private static final int USUAL = 4;
  private static final String[] NO_KEYS = {};
  private static final Object[] NO_VALUES = {};

  private String[] keys = NO_KEYS;
  private Object[] values = NO_VALUES;
  private int size;

  void put(String key, Object value) {
    int at = find(key);
    if (at == MOST) {
      return;
    }
    if (at == keys.length) {
      int room = size == 0 ? USUAL : Math.min(2 * size, MOST);
      keys = Arrays.copyOf(keys, room);
      values = Arrays.copyOf(values, room);
    }
    keys[at] = key;
    values[at] = value;
    size = Math.max(size, at + 1);
  }

  boolean contain(String key) {
    return find(key) < size;
  }

  private int find(String key) {
    int at = 0;
    while (at < size && !keys[at].equals(key)) {
      at++;
    }
    return at;
  }

  void write(ByteBuilder out) {
    for (int i = 0; i < size; i++) {
      RecordEncoder.attribute(out, keys[i], values[i]);
    }
  }
}
