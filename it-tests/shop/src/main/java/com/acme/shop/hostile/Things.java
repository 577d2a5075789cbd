package com.acme.shop.hostile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things that bite: each looks like something a tracer would like to render. */
final class Things {

  private Things() {}

  static Iterable<String> iterableThatThrows() {
    return () -> {
      throw new TouchedException();
    };
  }

  static Iterable<String> iterableWithoutEnd() {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public String next() {
            return "and on";
          }
        };
  }

  static Collection<String> collectionWithoutSize() {
    return new ArrayList<>(List.of("one")) {
      @Override
      public int size() {
        throw new TouchedException();
      }
    };
  }

  static Collection<Object> collectionInItself() {
    Collection<Object> list = new ArrayList<>();
    list.add(list);
    return list;
  }

  static Map<Object, String> mapWithHostileKey() {
    Map<Object, String> map = new LinkedHashMap<>();
    Bomb key = new Bomb();
    map.put(key, "value");
    key.armed();
    return map;
  }

  static Map.Entry<String, String> entryThatThrows() {
    return new Map.Entry<>() {
      @Override
      public String getKey() {
        throw new TouchedException();
      }

      @Override
      public String getValue() {
        throw new TouchedException();
      }

      @Override
      public String setValue(String value) {
        throw new TouchedException();
      }
    };
  }

  static CharSequence textThatThrows() {
    return new CharSequence() {
      @Override
      public int length() {
        throw new TouchedException();
      }

      @Override
      public char charAt(int index) {
        throw new TouchedException();
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        throw new TouchedException();
      }

      @Override
      public String toString() {
        throw new TouchedException();
      }
    };
  }

  static Number numberThatThrows() {
    return new BigDecimal("1.5") {
      @Override
      public double doubleValue() {
        throw new TouchedException();
      }

      @Override
      public String toString() {
        throw new TouchedException();
      }

      @Override
      public String toPlainString() {
        throw new TouchedException();
      }
    };
  }
}
