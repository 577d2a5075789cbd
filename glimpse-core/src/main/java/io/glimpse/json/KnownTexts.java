package io.glimpse.json;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What comes again and again in the records of one Glimpse, as a format writes it: the names of
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
  private static final byte[] NOTHING = {};

  private final Function<String, byte[]> nameForm;
  private final Function<String, byte[]> serviceForm;
  private RecordBatch.@Nullable Source source;
  private NameTable names = new NameTable();
  private Names[] functions = new Names[0];
  private byte[][] threads = new byte[0][];
  private byte[] instance = NULL;
  private @Nullable String serviceName;
  private final byte[] unknownService;
  private byte[] service;

  private KnownTexts(
      Function<String, byte[]> nameForm,
      Function<String, byte[]> serviceForm,
      byte[] unknownService) {
    this.nameForm = nameForm;
    this.serviceForm = serviceForm;
    this.unknownService = unknownService;
    this.service = unknownService;
  }

  /** For JSON that says {@code null} as long as the service is not known. */
  public static KnownTexts withoutService() {
    return new KnownTexts(KnownTexts::escaped, KnownTexts::text, NULL);
  }

  /** For JSON in which every span has a service: this one, as long as it is not known. */
  public static KnownTexts withService(String unknown) {
    return new KnownTexts(KnownTexts::escaped, KnownTexts::text, text(unknown));
  }

  /** For a format that has texts as they are, and an empty one where the service is not known. */
  public static KnownTexts asTheyAre() {
    return new KnownTexts(KnownTexts::utf8, KnownTexts::utf8, NOTHING);
  }

  /**
   * A function's names; in JSON as they stand between quotes.
   *
   * @since 0.1
   */
  public static final class Names {
    private final byte[] qualified;
    private final byte[] shortName;
    private final byte @Nullable [] bean;

    private Names(FunctionName name, Function<String, byte[]> form) {
      this.qualified = form.apply(name.qualified());
      this.shortName = form.apply(name.shortName());
      this.bean = name.bean() == null ? null : form.apply(name.bean());
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
    functions = new Names[16];
    threads = new byte[16][];
    instance = other.instance().getBytes(StandardCharsets.US_ASCII);
  }

  /** The name of the instance, which needs no escapes. */
  public byte[] instance() {
    return instance;
  }

  /** The names of the function at an index of the table. */
  public Names function(int index) {
    if (index >= functions.length) {
      functions = Arrays.copyOf(functions, Math.max(index + 1, functions.length * 2));
    }
    Names known = functions[index];
    if (known == null) {
      known = new Names(names.get(index), nameForm);
      functions[index] = known;
    }
    return known;
  }

  /** A thread's name; in JSON as it stands between quotes. */
  public byte[] thread(int index) {
    if (index >= threads.length) {
      threads = Arrays.copyOf(threads, Math.max(index + 1, threads.length * 2));
    }
    byte[] known = threads[index];
    if (known == null) {
      known = nameForm.apply(names.thread(index));
      threads[index] = known;
    }
    return known;
  }

  /** The service; in JSON with its quotes. */
  public byte[] service() {
    RecordBatch.Source asked = source;
    String name = asked == null ? null : asked.service();
    if (!Objects.equals(name, serviceName)) {
      serviceName = name;
      service = name == null ? unknownService : serviceForm.apply(name);
    }
    return service;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
