package io.glimpse.policy;

import static io.glimpse.policy.PolicyProblem.quoted;

import io.glimpse.spelling.Spelling;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Reads the JSON of a policy, event by event, into a {@link PolicyBuilder}.
 *
 * <p>A value that does not belong is noted with its place and skipped, so that one reading finds
 * every problem; only text that is no JSON ends it early. Nothing here calls itself once per level
 * of the file and numbers are looked at as text, so a hostile file costs no more than its length.
 */
final class PolicyReader {
  static final String VERSION = "1.0";

  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 64;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final JsonParser json;
  private final PolicyBuilder builder;
  private final Problems problems;

  /** The JSON pointer of what is being read. */
  private String place = "";

  private PolicyReader(JsonParser json, PolicyBuilder builder) {
    this.json = json;
    this.builder = builder;
    this.problems = builder.problems;
  }

  static TracingPolicy read(String origin, String text) {
    JsonParser parser;
    try {
      parser = Json.createParser(new StringReader(text));
    } catch (JsonException absent) {
      throw PolicyText.noProvider(origin, absent);
    }
    try (parser) {
      PolicyBuilder builder = new PolicyBuilder(origin);
      new PolicyReader(parser, builder).file(text);
      return builder.build();
    }
  }

  private void file(String text) {
    try {
      if (text.isBlank()) {
        throw stop("nothing", "Write at least {\"version\": \"1.0\"}.");
      }
      Event first = json.next();
      if (first != Event.START_OBJECT) {
        throw stop(described(first), "Write one object, such as {\"version\": \"1.0\"}.");
      }
      object("");
      if (json.hasNext()) {
        throw stop("more text after the closing brace", "Take it out.");
      }
    } catch (JsonParsingException bad) {
      throw notJson(bad.getLocation(), bad);
    } catch (JsonException | NoSuchElementException | IllegalStateException bad) {
      throw notJson(json.getLocation(), bad);
    }
  }

  /** The provider's own words differ from server to server, so they are only the cause. */
  private PolicyException notJson(JsonLocation at, RuntimeException cause) {
    // Johnzon does not know the place of a bad escape.
    String where =
        at.getLineNumber() < 1
            ? ""
            : " at line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    problems.add(
        place,
        "text that is not JSON" + where,
        "Correct it there or just before; JSON has no comments, and no comma before } or ].");
    return problems.asException(cause);
  }

  private PolicyException stop(String found, String remedy) {
    problems.add(place, found, remedy);
    return problems.asException(null);
  }

  private void object(String at) {
    Set<String> seen = new HashSet<>();
    while (json.next() != Event.END_OBJECT) {
      String name = json.getString();
      place = PolicyKey.below(at, name);
      Optional<PolicyKey> key = PolicyKey.find(at, name);
      if (key.isEmpty()) {
        problems.add(place, "the unknown key " + quoted(name), unknownRemedy(at, name));
        skip(json.next());
      } else if (!seen.add(name)) {
        problems.add(place, quoted(name) + " a second time", "Keep one of them.");
        skip(json.next());
      } else {
        value(key.get(), json.next());
      }
    }
    place = at;
    if (at.isEmpty() && !seen.contains(PolicyKey.VERSION.key())) {
      problems.add(PolicyKey.VERSION, "nothing");
    }
  }

  private static String unknownRemedy(String at, String name) {
    Optional<PolicyKey> elsewhere = PolicyKey.elsewhere(at, name);
    if (elsewhere.isPresent()) {
      String parent = elsewhere.get().parent();
      return parent.isEmpty()
          ? "Write it at the top of the policy."
          : "Write it inside " + quoted(parent.substring(1)) + ".";
    }
    List<String> known = PolicyKey.namesIn(at);
    return Spelling.meant(name, known)
        .map(near -> "Write " + quoted(near) + ", or take it out.")
        .orElse("Take it out; known here are " + String.join(", ", known) + ".");
  }

  private void value(PolicyKey key, Event event) {
    switch (key) {
      case VERSION -> text(key, event, this::version);
      case NAME -> text(key, event, builder::name);
      case EXACT_MODULES -> texts(key, event, builder.exactModules);
      case PACKAGE_TREES -> texts(key, event, builder.packageTrees);
      case EXCLUDE -> texts(key, event, builder.exclude);
      case TRACE_DEPTH -> whole(key, event, n -> builder.traceDepth((int) n));
      case MAX_CALLS_PER_TRACE -> whole(key, event, n -> builder.maxCallsPerTrace((int) n));
      case MIN_DURATION_MS -> whole(key, event, builder::minDurationMillis);
      case SLOW_MS -> whole(key, event, builder::slowMillis);
      case SAMPLE_RATIO -> ratio(event);
      case KEEP -> text(key, event, this::keep);
      case CAPTURE, HTTP -> nested(key, event);
      case CAPTURE_ARGUMENTS -> flag(key, event, builder::captureArguments);
      case CAPTURE_RESULT -> flag(key, event, builder::captureResult);
      case CAPTURE_UNNAMED -> flag(key, event, builder::captureUnnamed);
      case CAPTURE_MAX_FIELD_LENGTH -> whole(key, event, n -> builder.maxFieldLength((int) n));
      case CAPTURE_REDACT -> texts(key, event, builder.redact);
      case HTTP_EXCLUDE_PATHS -> texts(key, event, builder.excludePaths);
      case HTTP_TRUST_INCOMING -> flag(key, event, builder::trustIncoming);
      case HTTP_HONOUR_SAMPLED -> flag(key, event, builder::honourSampled);
    }
  }

  private void nested(PolicyKey key, Event event) {
    if (event == Event.START_OBJECT) {
      object(key.pointer());
    } else {
      wrong(key, event);
    }
  }

  private void text(PolicyKey key, Event event, Consumer<String> to) {
    if (event == Event.VALUE_STRING) {
      to.accept(json.getString());
    } else {
      wrong(key, event);
    }
  }

  private void version(String version) {
    if (!version.equals(VERSION)) {
      problems.add(PolicyKey.VERSION, "the unknown version " + quoted(version));
    }
  }

  private void keep(String text) {
    Arrays.stream(Keep.values())
        .filter(keep -> keep.text().equals(text))
        .findFirst()
        .ifPresentOrElse(builder::keep, () -> problems.add(PolicyKey.KEEP, quoted(text)));
  }

  private void flag(PolicyKey key, Event event, Consumer<Boolean> to) {
    if (event == Event.VALUE_TRUE || event == Event.VALUE_FALSE) {
      to.accept(event == Event.VALUE_TRUE);
    } else {
      wrong(key, event);
    }
  }

  private void whole(PolicyKey key, Event event, LongConsumer to) {
    if (event == Event.VALUE_NUMBER
        && WHOLE_NUMBER.matcher(json.getString()).matches()
        && key.allows(Long.parseLong(json.getString()))) {
      to.accept(Long.parseLong(json.getString()));
    } else {
      wrong(key, event);
    }
  }

  private void ratio(Event event) {
    double ratio = Double.NaN;
    if (event == Event.VALUE_NUMBER && json.getString().length() <= LONGEST_NUMBER) {
      ratio = Double.parseDouble(json.getString());
    }
    if (ratio >= 0 && ratio <= 1) {
      builder.sampleRatio(ratio);
    } else {
      wrong(PolicyKey.SAMPLE_RATIO, event);
    }
  }

  private void texts(PolicyKey key, Event event, TextList list) {
    if (event != Event.START_ARRAY) {
      wrong(key, event);
      return;
    }
    for (Event element = json.next(); element != Event.END_ARRAY; element = json.next()) {
      if (element == Event.VALUE_STRING) {
        list.add(json.getString());
      } else {
        list.addWrong(described(element));
        skip(element);
      }
    }
  }

  private void wrong(PolicyKey key, Event event) {
    problems.add(key, described(event));
    skip(event);
  }

  private String described(Event event) {
    return switch (event) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> quoted(json.getString());
      case VALUE_NUMBER -> PolicyProblem.shown(json.getString());
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      case KEY_NAME, END_OBJECT, END_ARRAY -> "nothing";
    };
  }

  /** Reads to the end of the value that began with {@code event}. */
  private void skip(Event event) {
    int depth = 0;
    for (Event next = event; ; next = json.next()) {
      switch (next) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        throw stop("more than " + DEEPEST + " levels of nesting", "A policy needs three.");
      }
      if (depth == 0) {
        return;
      }
    }
  }
}
