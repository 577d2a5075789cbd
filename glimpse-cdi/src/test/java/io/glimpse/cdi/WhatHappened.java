package io.glimpse.cdi;

import jakarta.json.JsonObject;

/** One record in a line that a test can state. */
final class WhatHappened {
  private WhatHappened() {}

  static String of(JsonObject record) {
    if (record.getString("record_type").equals("span")) {
      return "span " + record.getString("name") + " " + record.getString("status");
    }
    String stage = record.getString("stage");
    Object detail =
        switch (stage) {
          case "START" -> record.get("args");
          case "END" -> record.get("result");
          default -> record.getString("exception");
        };
    return stage + " " + record.getString("function") + " " + detail;
  }
}
