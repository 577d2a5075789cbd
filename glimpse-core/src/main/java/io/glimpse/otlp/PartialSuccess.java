package io.glimpse.otlp;

import io.glimpse.delivery.BodyFormat.Accepted;

/**
 * What a collector says in the body of a 2xx answer, {@code {"partialSuccess": {"rejectedSpans":
 * "2", "errorMessage": "…"}}}: it did not take all, or it took all and warns.
 *
 * <p>What is no such JSON says nothing. There are collectors that answer with text, with protobuf
 * or with nothing at all, and the spans are where they belong all the same.
 */
final class PartialSuccess {
  private static final int LONGEST_MESSAGE = 500;

  private long rejected;
  private String message = "";

  private PartialSuccess() {}

  static Accepted in(byte[] body, int spans) {
    PartialSuccess said = new PartialSuccess();
    JsonScanner answer = new JsonScanner(body);
    try {
      if (answer.begins('{')) {
        said.answer(answer);
      }
    } catch (JsonScanner.NoJsonException over) {
      // What was said up to here counts: the answer may have been longer than anybody looks at.
    }
    int refused = (int) Math.max(0, Math.min(said.rejected, spans));
    return refused == 0 && said.message.isEmpty()
        ? Accepted.ALL
        : new Accepted(refused, said.message);
  }

  private void answer(JsonScanner answer) {
    while (answer.nextField()) {
      if (answer.field("partialSuccess") && answer.begins('{')) {
        partialSuccess(answer);
      } else {
        answer.skip();
      }
    }
  }

  private void partialSuccess(JsonScanner answer) {
    while (answer.nextField()) {
      if (answer.field("rejectedSpans")) {
        rejected = answer.wholeNumber();
      } else if (answer.field("errorMessage") && answer.begins('"')) {
        message = inOneLine(answer.text(LONGEST_MESSAGE));
      } else {
        answer.skip();
      }
    }
  }

  /** It goes into a log, where what a stranger sends must not look like lines of our own. */
  private static String inOneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
