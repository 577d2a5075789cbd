package io.glimpse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.ws.webcontainer.webapp.WebAppErrorReport;
import jakarta.servlet.ServletException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EscapedTest {

  @Test
  void exception_thatLibertyHasWrapped_isThatOfTheServletAgain() {
    IOException thrown = new IOException("gone");

    assertThat(
            Escaped.asTheApplicationThrewIt(new WebAppErrorReport(new WebAppErrorReport(thrown))))
        .isSameAs(thrown);
  }

  @Test
  void exception_thatTheApplicationHasWrapped_staysAsItIs() {
    ServletException thrown = new ServletException(new IOException("gone"));

    assertThat(Escaped.asTheApplicationThrewIt(thrown)).isSameAs(thrown);
    assertThat(Escaped.asTheApplicationThrewIt(new WebAppErrorReport(thrown))).isSameAs(thrown);
  }

  @Test
  void fileThatIsNotFound_isA404OnlyWhereLibertySaysSo() {
    FileNotFoundException ofLiberty = new FileNotFoundException("SRVE0190E: File not found: /no");
    ofLiberty.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "com.ibm.ws.webcontainer.extension.DefaultExtensionProcessor",
              "handleRequest",
              "DefaultExtensionProcessor.java",
              495)
        });

    assertThat(Escaped.isLibertysNotFound(ofLiberty)).isTrue();
    assertThat(Escaped.isLibertysNotFound(new FileNotFoundException("prices.csv"))).isFalse();
  }
}
