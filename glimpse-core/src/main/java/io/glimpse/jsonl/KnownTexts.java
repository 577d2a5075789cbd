package io.glimpse.jsonl;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes again and again in the lines of one Glimpse, as it stands there: the names of
 * functions and threads by their index, the instance and the service. Another Glimpse's batch
 * begins anew.
 */
final class KnownTexts {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private RecordBatch.@Nullable Source source;
  private NameTable names = new NameTable();
  private Function[] functions = new Function[0];
  private byte[][] threads = new byte[0][];
  private byte[] instance = NULL;
  private @Nullable String serviceName;
  private byte[] service = NULL;

  /** A function's names as they stand between quotes. */
  static final class Function {
    final byte[] qualified;
    final byte[] shortName;
    final byte @Nullable [] bean;

    Function(FunctionName name) {
      this.qualified = escaped(name.qualified());
      this.shortName = escaped(name.shortName());
      this.bean = name.bean() == null ? null : escaped(name.bean());
    }
  }

  /** Those of one source; two that are equal but not the same need not be told apart quickly. */
  @SuppressWarnings("ReferenceEquality") // a pipeline has one, and this is asked for every line
  KnownTexts of(RecordBatch.Source other) {
    if (other != source) {
      begin(other);
    }
    return this;
  }

  private void begin(RecordBatch.Source other) {
    source = other;
    names = other.functions();
    functions = new Function[16];
    threads = new byte[16][];
    instance = other.instance().getBytes(StandardCharsets.US_ASCII);
  }

  byte[] instance() {
    return instance;
  }

  Function function(int index) {
    if (index >= functions.length) {
      functions = Arrays.copyOf(functions, Math.max(index + 1, functions.length * 2));
    }
    Function known = functions[index];
    if (known == null) {
      known = new Function(names.get(index));
      functions[index] = known;
    }
    return known;
  }

  /** A thread's name as it stands between quotes. */
  byte[] thread(int index) {
    if (index >= threads.length) {
      threads = Arrays.copyOf(threads, Math.max(index + 1, threads.length * 2));
    }
    byte[] known = threads[index];
    if (known == null) {
      known = escaped(names.thread(index));
      threads[index] = known;
    }
    return known;
  }

  /** The service as JSON, {@code null} as long as it is not known. */
  byte[] service() {
    RecordBatch.Source asked = source;
    String name = asked == null ? null : asked.service();
    if (!Objects.equals(name, serviceName)) {
      serviceName = name;
      service = name == null ? NULL : text(name);
    }
    return service;
  }

  private static byte[] text(String text) {
    ByteBuilder builder = new ByteBuilder(text.length() + 16).text(text);
    return Arrays.copyOf(builder.array(), builder.size());
  }

  private static byte[] escaped(String text) {
    ByteBuilder builder = new ByteBuilder(text.length() + 16).escaped(text, 0, text.length());
    return Arrays.copyOf(builder.array(), builder.size());
  }
}
