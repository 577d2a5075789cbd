package io.glimpse.it.records;

import java.util.List;
import java.util.function.Function;

/** Calls as indented lines, children below their parent. */
public final class CallText {

  private CallText() {}

  /** One line a call, two spaces a level; every line ends with a line feed. */
  public static String indented(List<Call> calls, Function<Call, String> line) {
    StringBuilder text = new StringBuilder();
    append(text, "", calls, line);
    return text.toString();
  }

  private static void append(
      StringBuilder text, String indent, List<Call> calls, Function<Call, String> line) {
    for (Call call : calls) {
      text.append(indent).append(line.apply(call)).append('\n');
      append(text, indent + "  ", call.children(), line);
    }
  }

  /** {@code Cart.addLine(sku="mug", quantity=2)}, then the result or the exception. */
  public static String line(Call call) {
    StringBuilder line = new StringBuilder();
    line.append(call.shortName()).append('(').append(call.arguments()).append(')');
    call.result().ifPresent(result -> line.append(" = ").append(result));
    call.exception().ifPresent(exception -> line.append("   ! ").append(exception));
    return line.toString();
  }
}
