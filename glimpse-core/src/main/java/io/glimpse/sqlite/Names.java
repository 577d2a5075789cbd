package io.glimpse.sqlite;

import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes again and again in the rows of one Glimpse, as UTF-8: the names of functions and
 * threads by their index, the instance and the service. Another Glimpse's batch begins anew.
 */
final class Names {
  private static final byte[] NONE = {};

  private RecordBatch.@Nullable Source source;
  private NameTable table = new NameTable();
  private Function[] functions = new Function[0];
  private byte[][] threads = new byte[0][];
  private byte[] instance = NONE;
  private @Nullable String serviceName;
  private byte[] service = NONE;

  /** A function's names. */
  static final class Function {
    final byte[] qualified;
    final byte[] shortName;
    final byte @Nullable [] bean;

    Function(FunctionName name) {
      this.qualified = utf8(name.qualified());
      this.shortName = utf8(name.shortName());
      this.bean = name.bean() == null ? null : utf8(name.bean());
    }
  }

  /** From now on they are asked for this batch. */
  @SuppressWarnings("ReferenceEquality") // a pipeline has one
  void of(RecordBatch batch) {
    RecordBatch.Source other = batch.source();
    if (other != source) {
      source = other;
      table = other.functions();
      functions = new Function[16];
      threads = new byte[16][];
      instance = utf8(other.instance());
    }
    String name = other.service();
    if (!Objects.equals(name, serviceName)) {
      serviceName = name;
      service = name == null ? NONE : utf8(name);
    }
  }

  byte[] instance() {
    return instance;
  }

  /** Empty where it is not known. */
  byte[] service() {
    return service;
  }

  Function function(int index) {
    if (index >= functions.length) {
      functions = Arrays.copyOf(functions, Math.max(index + 1, functions.length * 2));
    }
    Function known = functions[index];
    if (known == null) {
      known = new Function(table.get(index));
      functions[index] = known;
    }
    return known;
  }

  byte[] thread(int index) {
    if (index >= threads.length) {
      threads = Arrays.copyOf(threads, Math.max(index + 1, threads.length * 2));
    }
    byte[] known = threads[index];
    if (known == null) {
      known = utf8(table.thread(index));
      threads[index] = known;
    }
    return known;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
