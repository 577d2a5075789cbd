package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

final class ExceptionTextTest {
  private static ExceptionText describe(Throwable thrown) {
    return ExceptionText.of(Redaction.standard(), thrown, 512, ExceptionText.STACK);
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    // The loader's name is the one part of the layout that we leave out.
    return text.toString().replace("\r\n", "\n").replace("app//", "");
  }

  @Test
  void of_plainException_hasTypeMessageAndSummary() {
    ExceptionText text = describe(new IllegalStateException("disk full"));

    assertThat(text.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(text.message()).isEqualTo("disk full");
    assertThat(text.summary()).isEqualTo("java.lang.IllegalStateException: disk full");
  }

  @Test
  void of_exceptionWithoutMessage_isItsTypeAlone() {
    ExceptionText text = describe(new IllegalStateException());

    assertThat(text.message()).isNull();
    assertThat(text.summary()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void of_messageThatTheJdkBuilds_isRead() {
    assertThat(describe(new NoSuchFileException("a.txt")).message()).isEqualTo("a.txt");
    assertThat(describe(new SAXException(new Exception("inner"))).message())
        .isEqualTo("java.lang.Exception: inner");
  }

  @Test
  void stackTrace_causesAndSuppressed_looksAsJavaPrintsIt() {
    Exception root = new IllegalArgumentException("root");
    root.addSuppressed(new Exception("hidden below", new Exception("its cause")));
    Exception middle = new Exception("middle", root);
    Exception top = new Exception("top", middle);
    top.addSuppressed(new Exception("closing"));

    assertThat(describe(top).stackTrace()).isEqualTo(printed(top));
  }

  @Test
  void stackTrace_framesOfEveryKind_looksAsJavaPrintsIt() {
    Exception thrown = new Exception("x");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("a.B", "c", "B.java", 7),
          new StackTraceElement("a.B", "c", "B.java", -1),
          new StackTraceElement("a.B", "c", null, -1),
          new StackTraceElement("a.B", "c", "B.java", -2),
          new StackTraceElement(null, "m.odule", "1", "a.B", "c", "B.java", 3)
        });

    assertThat(describe(thrown).stackTrace()).isEqualTo(printed(thrown).replace("@1/", "/"));
  }

  @Test
  void stackTrace_cycleOfCauses_endsInAReference() {
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);

    assertThat(describe(one).stackTrace())
        .endsWith("Caused by: [CIRCULAR REFERENCE: java.lang.Exception]\n");
  }

  @Test
  void stackTrace_longChain_endsBehindEightCauses() {
    Exception chain = new Exception("0");
    for (int i = 1; i < 100_000; i++) {
      chain = new Exception(Integer.toString(i), chain);
      chain.setStackTrace(new StackTraceElement[0]);
    }

    assertThat(describe(chain).stackTrace())
        .contains("Caused by: java.lang.Exception: 99991\n")
        .endsWith("99991\nCaused by: ...\n");
  }

  @Test
  void stackTrace_manySuppressedOfSuppressed_isBounded() {
    Exception thrown = suppressing(4);

    String text = describe(thrown).stackTrace();

    assertThat(text.split("Suppressed: java", -1)).hasSize(32);
    assertThat(text).contains("Suppressed: ...");
  }

  private static Exception suppressing(int depth) {
    Exception thrown = new Exception();
    thrown.setStackTrace(new StackTraceElement[0]);
    for (int i = 0; depth > 0 && i < 10; i++) {
      thrown.addSuppressed(suppressing(depth - 1));
    }
    return thrown;
  }

  @Test
  void stackTrace_tooLong_isCutAndSaysSo() {
    Exception thrown = new Exception("x");
    StackTraceElement[] frames = new StackTraceElement[100_000];
    Arrays.fill(frames, new StackTraceElement("a.B", "c", "B.java", 7));
    thrown.setStackTrace(frames);

    assertThat(describe(thrown).stackTrace()).hasSize(ExceptionText.STACK + 3).endsWith("...");
    assertThat(ExceptionText.of(Redaction.standard(), thrown, 512, Integer.MAX_VALUE).stackTrace())
        .hasSize(ExceptionText.LONGEST_STACK + 3);
  }

  @Test
  void stackTrace_tooLongForItsCause_leavesFramesOutAndShowsTheCause() {
    Exception thrown = new IllegalStateException("no report", new Exception("ledger closed"));
    StackTraceElement frame = new StackTraceElement("com.acme.Deep", "down", "Deep.java", 7);
    StackTraceElement[] frames = new StackTraceElement[1000];
    Arrays.fill(frames, frame);
    thrown.setStackTrace(frames);

    assertThat(describe(thrown).stackTrace())
        .containsPattern(
            "\\t\\.\\.\\. \\d+ not shown\\nCaused by: java.lang.Exception: ledger closed\\n")
        .hasSizeLessThanOrEqualTo(ExceptionText.STACK + 3);
  }

  @Test
  void of_longMessage_isCut() {
    ExceptionText text =
        ExceptionText.of(
            Redaction.standard(), new Exception("x".repeat(10_000_000)), 16, ExceptionText.STACK);

    assertThat(text.message()).isEqualTo("x".repeat(16) + "...");
    assertThat(text.stackTrace()).startsWith("java.lang.Exception: " + "x".repeat(16) + "...\n");
  }

  @Test
  void of_secretsInMessages_areHiddenWhereverTheyAreWritten() {
    Exception cause = new Exception("https://ann:hunter2@example.org refused token=hunter2");
    Exception thrown = new Exception("login with {\"password\":\"hunter2\"}", cause);
    thrown.addSuppressed(new Exception("apiKey: hunter2"));
    ExceptionText text = describe(thrown);

    for (@Nullable String written : List.of(text.summary(), text.toString(), text.stackTrace())) {
      assertThat(written).doesNotContain("hunter2").contains("[redacted]");
    }
  }

  @Test
  void of_exceptionMadeFromItsCause_keepsTheCausesMessage() {
    Exception thrown = new RuntimeException(new javax.naming.AuthenticationException("error 49"));

    assertThat(describe(thrown).message())
        .isEqualTo("javax.naming.AuthenticationException: error 49");
  }
}
