package io.glimpse.delivery;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordCursor;
import io.glimpse.record.Section;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small format of real bodies: the service in the first line, then a line for the name of each
 * span. An answer may say {@code refused 3: too long}.
 */
final class LineFormat implements BodyFormat {
  private static final Pattern REFUSED = Pattern.compile("refused (\\d+): (.*)");

  private @Nullable String service;

  @Override
  public String contentType() {
    return "text/plain";
  }

  @Override
  public void begin(ByteBuilder out, RecordBatch.Source source) {
    service = source.service();
    out.raw('#').utf8(String.valueOf(service)).raw('\n');
  }

  @Override
  public boolean goesOnWith(RecordBatch.Source source) {
    return Objects.equals(service, source.service());
  }

  @Override
  public void span(ByteBuilder out, RecordCursor record, RecordBatch.Source source) {
    String name = record.text(Section.NAME);
    if (name.equals("poison")) {
      throw new IllegalStateException("cannot be written");
    }
    out.utf8(name).raw('\n');
  }

  @Override
  public void end(ByteBuilder out) {
    out.ascii("#end\n");
  }

  @Override
  public Accepted read(byte[] body, int spans) {
    String text = new String(body, StandardCharsets.UTF_8);
    Matcher refused = REFUSED.matcher(text);
    if (refused.matches()) {
      return new Accepted(Integer.parseInt(refused.group(1)), refused.group(2));
    }
    if (text.equals("nonsense")) {
      throw new IllegalArgumentException(text);
    }
    return Accepted.ALL;
  }
}
