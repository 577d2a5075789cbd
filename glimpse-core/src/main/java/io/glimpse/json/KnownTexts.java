package io.glimpse.json;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes again and again in the records of one Glimpse, as it stands in JSON: the names of
 * functions and threads by their index, the instance and the service. Another Glimpse's batch
 * begins anew.
 *
 * <pre>{@code
 * out.raw(known.of(batch.source()).function(record.function()).shortName());
 * }</pre>
 *
 * <p>For one thread at a time. What it hands out is not to be written to.
 *
 * @since 0.1
 */
public final class KnownTexts {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private RecordBatch.@Nullable Source source;
  private NameTable names = new NameTable();
  private Function[] functions = new Function[0];
  private byte[][] threads = new byte[0][];
  private byte[] instance = NULL;
  private @Nullable String serviceName;
  private final byte[] unknownService;
  private byte[] service;

  private KnownTexts(byte[] unknownService) {
    this.unknownService = unknownService;
    this.service = unknownService;
  }

  /** For a format that says {@code null} as long as the service is not known. */
  public static KnownTexts withoutService() {
    return new KnownTexts(NULL);
  }

  /** For a format in which every span has a service: this one, as long as it is not known. */
  public static KnownTexts withService(String unknown) {
    return new KnownTexts(text(unknown));
  }

  /**
   * A function's names as they stand between quotes.
   *
   * @since 0.1
   */
  public static final class Function {
    private final byte[] qualified;
    private final byte[] shortName;
    private final byte @Nullable [] bean;

    private Function(FunctionName name) {
      this.qualified = escaped(name.qualified());
      this.shortName = escaped(name.shortName());
      this.bean = name.bean() == null ? null : escaped(name.bean());
    }

    /** Class and method. */
    public byte[] qualified() {
      return qualified;
    }

    /** The span's name. */
    public byte[] shortName() {
      return shortName;
    }

    /** The bean's class, null where it is the declaring one. */
    public byte @Nullable [] bean() {
      return bean;
    }
  }

  /** Those of one source; two that are equal but not the same need not be told apart quickly. */
  @SuppressWarnings("ReferenceEquality") // a pipeline has one, and this is asked for every line
  public KnownTexts of(RecordBatch.Source other) {
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

  /** The name of the instance, which needs no escapes. */
  public byte[] instance() {
    return instance;
  }

  /** The names of the function at an index of the table. */
  public Function function(int index) {
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
  public byte[] thread(int index) {
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

  /** The service as JSON, quotes included. */
  public byte[] service() {
    RecordBatch.Source asked = source;
    String name = asked == null ? null : asked.service();
    if (!Objects.equals(name, serviceName)) {
      serviceName = name;
      service = name == null ? unknownService : text(name);
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
