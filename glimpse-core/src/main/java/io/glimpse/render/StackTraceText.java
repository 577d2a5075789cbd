package io.glimpse.render;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stack trace in the layout that {@code printStackTrace} has, which itself is never
 * called: it would ask the exception for its text.
 *
 * <p>Bounded in every direction: characters, causes in a chain, suppressed exceptions of one,
 * exceptions in all. An exception that was already written is named and not entered again.
 */
final class StackTraceText {
  private static final StackTraceElement[] NO_FRAMES = {};
  private static final int CAUSES = 8;
  private static final int SUPPRESSED = 8;
  private static final int EXCEPTIONS = 32;

  private final Redaction redaction;
  private final int maxMessage;
  private final int max;
  private final StringBuilder text = new StringBuilder(512);
  private final Set<Throwable> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean full;

  /** A second attempt, because the first had no room for the causes. */
  private boolean sparing;

  StackTraceText(Redaction redaction, int maxMessage, int max) {
    this.redaction = redaction;
    this.maxMessage = maxMessage;
    this.max = max;
  }

  String of(Throwable thrown, @Nullable String message) {
    write(thrown, message);
    if (full && ReadableParts.cause(thrown) != null) {
      text.setLength(0);
      written.clear();
      full = false;
      sparing = true;
      write(thrown, message);
    }
    return text.append(full ? "..." : "").toString();
  }

  private void write(Throwable thrown, @Nullable String message) {
    written.add(thrown);
    headline("", "", thrown, message);
    StackTraceElement[] frames = frames(thrown);
    body("", frames, NO_FRAMES, thrown);
    causes("", thrown, frames);
  }

  /** What stands below a headline: frames, and whom the exception suppressed. */
  private void body(
      String indent, StackTraceElement[] frames, StackTraceElement[] around, Throwable thrown) {
    int shared = shared(frames, around);
    // The cause is what a reader looks for, so what comes before it takes half of the room at most.
    boolean cut = sparing && ReadableParts.cause(thrown) != null;
    int until = cut ? text.length() + (max - text.length()) / 2 : max;
    for (int i = 0; i < frames.length - shared && !full; i++) {
      if (text.length() >= until) {
        int left = frames.length - shared - i;
        add(indent).add("\t... ").add(Integer.toString(left)).add(" not shown\n");
        break;
      }
      add(indent).add("\tat ");
      frame(frames[i]);
      add("\n");
    }
    if (shared > 0) {
      add(indent).add("\t... ").add(Integer.toString(shared)).add(" more\n");
    }
    Throwable[] suppressed = thrown.getSuppressed();
    for (int i = 0; i < suppressed.length && !full; i++) {
      if (i == SUPPRESSED) {
        add(indent).add("\tSuppressed: ...\n");
        return;
      }
      enclosed(indent + "\t", "Suppressed: ", suppressed[i], frames);
    }
  }

  private void causes(String indent, Throwable thrown, StackTraceElement[] frames) {
    Throwable at = thrown;
    StackTraceElement[] around = frames;
    for (int i = 0; !full; i++) {
      Throwable cause = ReadableParts.cause(at);
      if (cause == null) {
        return;
      }
      if (i == CAUSES) {
        add(indent).add("Caused by: ...\n");
        return;
      }
      StackTraceElement[] own = frames(cause);
      if (!enter(indent, "Caused by: ", cause)) {
        return;
      }
      body(indent, own, around, cause);
      at = cause;
      around = own;
    }
  }

  private void enclosed(
      String indent, String caption, Throwable thrown, StackTraceElement[] around) {
    if (enter(indent, caption, thrown)) {
      StackTraceElement[] frames = frames(thrown);
      body(indent, frames, around, thrown);
      causes(indent, thrown, frames);
    }
  }

  /** Writes the headline; false when nothing may follow it. */
  private boolean enter(String indent, String caption, Throwable thrown) {
    if (written.size() == EXCEPTIONS) {
      add(indent).add(caption).add("...\n");
      return false;
    }
    if (!written.add(thrown)) {
      add(indent).add(caption).add("[CIRCULAR REFERENCE: ");
      add(thrown.getClass().getName()).add("]\n");
      return false;
    }
    String message = ExceptionText.message(redaction, thrown, maxMessage);
    headline(indent, caption, thrown, message);
    return true;
  }

  private void headline(String indent, String caption, Throwable thrown, @Nullable String message) {
    add(indent).add(caption).add(thrown.getClass().getName());
    if (message != null) {
      add(": ").add(message);
    }
    add("\n");
  }

  private static StackTraceElement[] frames(Throwable thrown) {
    StackTraceElement[] frames =
        ReadableParts.hasFrames(thrown) ? thrown.getStackTrace() : NO_FRAMES;
    return frames == null ? NO_FRAMES : frames;
  }

  /** How many frames at the bottom are those of the exception around it. */
  private static int shared(StackTraceElement[] frames, StackTraceElement[] around) {
    int shared = 0;
    while (shared < frames.length
        && shared < around.length
        && frames[frames.length - 1 - shared].equals(around[around.length - 1 - shared])) {
      shared++;
    }
    return shared;
  }

  private void frame(StackTraceElement frame) {
    String module = frame.getModuleName();
    if (module != null) {
      add(module).add("/");
    }
    add(frame.getClassName()).add(".").add(frame.getMethodName()).add("(");
    String file = frame.getFileName();
    if (frame.isNativeMethod()) {
      add("Native Method");
    } else if (file == null) {
      add("Unknown Source");
    } else {
      add(file);
      if (frame.getLineNumber() >= 0) {
        add(":").add(Integer.toString(frame.getLineNumber()));
      }
    }
    add(")");
  }

  private StackTraceText add(String part) {
    if (full) {
      return this;
    }
    int room = max - text.length();
    int shown = Json.shown(part, part.length(), room);
    text.append(part, 0, shown);
    full = shown < part.length();
    return this;
  }
}
