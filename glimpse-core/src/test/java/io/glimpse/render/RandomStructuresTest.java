package io.glimpse.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.buffer.ByteBuilder;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the structure, the JSON is valid and within the bounds; the seed names the failure. */
@Tag("slow")
final class RandomStructuresTest {
  record Pair(@Nullable Object left, @Nullable Object right) {}

  private int nodes;
  private int characters;

  @ParameterizedTest
  @ValueSource(ints = {16, 512, 4096, 65_536})
  void render_randomStructures_isValidJsonWithinTheBounds(int maxFieldLength) {
    ValueRenderer renderer = new ValueRenderer(Redaction.standard(), maxFieldLength, false);
    ArgumentNames names =
        ArgumentNames.of(Redaction.standard(), Arrays.asList("a", null, "c"), Set.of());
    ByteBuilder out = new ByteBuilder(16);

    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Object[] arguments = {random(random, 0), random(random, 0), random(random, 0)};
      out.truncate(0);
      renderer.arguments(out, names, arguments);
      JsonObject json = Rendered.parse(out.toString()).asJsonObject();

      nodes = 0;
      characters = 0;
      json.values().forEach(value -> measure(value, 0));
      assertThat(nodes).as("nodes, seed %d", seed).isLessThanOrEqualTo(200 + 100);
      assertThat(characters)
          .as("characters, seed %d", seed)
          .isLessThanOrEqualTo(Math.max(2048, maxFieldLength) + 700);
    }
  }

  /** Counts as the contract does, but cannot tell {@code ...} from text: hence the allowance. */
  private void measure(JsonValue value, int depth) {
    nodes++;
    assertThat(depth).isLessThanOrEqualTo(4);
    if (value instanceof JsonArray array) {
      array.forEach(item -> measure(item, depth + 1));
    } else if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            characters += name.equals("...") ? 0 : name.length();
            measure(member, depth + 1);
          });
    } else if (value instanceof JsonString text) {
      characters += text.getString().equals("...") ? 0 : text.getChars().length();
    } else {
      characters += value.toString().length();
    }
  }

  private static @Nullable Object random(Random random, int depth) {
    int kind = random.nextInt(depth > 6 ? 12 : 20);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> Double.longBitsToDouble(random.nextLong());
      case 3 -> random.nextBoolean();
      case 4 -> new BigDecimal(new BigInteger(random.nextInt(1500), random), random.nextInt());
      case 5 -> Instant.ofEpochSecond(random.nextInt());
      case 6 -> (char) random.nextInt(0x10000);
      case 7 -> new Object();
      case 8 -> new byte[random.nextInt(9)];
      case 9, 10, 11 -> text(random);
      case 12 -> new Pair(random(random, depth + 1), random(random, depth + 1));
      case 13 -> Optional.ofNullable(random(random, depth + 1));
      case 14, 15 -> map(random, depth);
      case 16 -> new TreeMap<>(Map.of(random.nextInt(), text(random)));
      case 17 -> new Object[] {random(random, depth + 1), new int[random.nextInt(300)]};
      default -> list(random, depth);
    };
  }

  private static Object map(Random random, int depth) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      map.put(random.nextBoolean() ? text(random) : new Object(), random(random, depth + 1));
    }
    return map;
  }

  private static Object list(Random random, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      list.add(random(random, depth + 1));
    }
    return list;
  }

  private static String text(Random random) {
    int length = random.nextInt(random.nextInt(10) == 0 ? 3_000 : 30);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}
