package io.glimpse.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One question, with the one or two measurements that answer it and who is asked. */
enum Row {
  /** What does a call cost below an open root? */
  SINGLE {
    @Override
    Set<Variant> variants() {
      return EnumSet.complementOf(EnumSet.of(Variant.JACKSON, Variant.YASSON, Variant.JDBC));
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "no arguments", "single"));
    }
  },
  /** What does each of ten calls inside one another cost? */
  CHAIN10 {
    @Override
    Set<Variant> variants() {
      return SINGLE.variants();
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "per call", "chain").depth("1 to 10"));
    }
  },
  /** What do two scalar arguments and a result cost besides? */
  SCALARS {
    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "no arguments", "single"), Case.of(this, "two scalars, result", "scalars"));
    }
  },
  /** What does a call cost when there was silence before? */
  BURSTS {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(
          Variant.EMPTY, Variant.GLIMPSE, Variant.OTEL_SDK, Variant.OTEL_AGENT, Variant.KIEKER);
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "1,000 calls, 10 ms pause", "burst"));
    }
  },
  /** Do threads get in one another's way? */
  THREADS8 {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.EMPTY, Variant.GLIMPSE, Variant.OTEL_SDK);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "1 thread", "single"),
          Case.of(this, "8 threads, per thread", "single").callers(8));
    }
  },
  /**
   * Does a call cost more where many are open? It begins at depth 2, since the outermost
   * intercepted call of a thread pays for the container's own preparations.
   */
  DEPTH50 {
    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "depth 2", "nested").with(Map.of("depth", "2")).depth("2"),
          Case.of(this, "depth 50", "nested").with(Map.of("depth", "50")).depth("50"));
    }
  },
  /** Does a call cost more in a large application? */
  FUNCTIONS {
    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "no further functions", "single"),
          Case.of(this, "10,000 further functions", "single").with(Map.of("functions", "10000")));
    }
  },
  /** Does a call cost more where many threads wait in the middle of a trace? */
  THREADS1000 {
    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "1 thread", "single"),
          Case.of(this, "and 999 that wait", "single").with(Map.of("threads", "999")));
    }
  },
  /** What is left when it is stopped? */
  STOPPED {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.EMPTY, Variant.STOPPED);
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "no arguments", "single"));
    }

    @Override
    int rounds(int rounds, int pairs) {
      return pairs;
    }
  },
  /** What does a call cost that is left out? */
  CUT {
    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "past trace_depth", "nested")
              .with(Map.of("depth", "2", "traceDepth", "1"))
              .depth("2")
              .leftOut(),
          Case.of(this, "past the budget", "nested")
              .with(Map.of("depth", "2", "budget", "1"))
              .depth("2")
              .leftOut(),
          Case.of(this, "past the budget, outermost", "single")
              .with(Map.of("budget", "1"))
              .leftOut());
    }

    @Override
    int rounds(int rounds, int pairs) {
      return pairs;
    }
  },
  /** What does it cost to read a caller's header and write it again, and what garbage is left? */
  TRACEPARENT {
    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "read and written", Load.HEADERS, "traceparent"));
    }
  },
  /** The same for a list of ten members. */
  TRACESTATE {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "10 members", Load.HEADERS, "tracestate"),
          Case.of(this, "10 members, 2 lines, blanks", Load.HEADERS, "tracestate")
              .with(Map.of("lines", "2")));
    }
  },
  /** What does a request pay at the door? */
  FILTER {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.EMPTY, Variant.GLIMPSE, Variant.OTEL_SDK);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "no query", Load.REQUESTS, "request"),
          Case.of(this, "query of two", Load.REQUESTS, "request")
              .with(Map.of("query", "page=2&size=20")));
    }
  },
  /** What does the trace id in the log context cost a request? */
  LOGCONTEXT {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "without", Load.REQUESTS, "request"),
          Case.of(this, "JBoss Logging", Load.REQUESTS, "request")
              .with(Map.of("logContext", "true")));
    }
  },
  /** What does it take to make JSON lines of records? */
  ENCODING {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE, Variant.JACKSON, Variant.YASSON);
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "a line", Load.LINES, "encode"));
    }
  },
  /** What does it take to make OTLP's JSON of spans? */
  OTLP {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE, Variant.OTEL_SDK);
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "a span", Load.SPANS, "body"));
    }
  },
  /**
   * How many calls reach a file of JSON lines where none may be lost, from one thread and eight?
   */
  JSONL {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "1 thread", "single").to(FarEnd.JSONL_WAITING),
          Case.of(this, "8 threads, per thread", "single").callers(8).to(FarEnd.JSONL_WAITING));
    }
  },
  /** What does a call cost where the file keeps up: 200,000 calls a second? */
  PACED {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.EMPTY, Variant.GLIMPSE, Variant.KIEKER);
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "200 calls a millisecond", "paced").to(FarEnd.JSONL));
    }
  },
  /** What does it take to bring records into an SQLite database? */
  SQLITE {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE, Variant.JDBC);
    }

    @Override
    List<Case> cases() {
      return List.of(Case.of(this, "a row", Load.ROWS, "insert"));
    }
  },
  /** How many spans reach a collector where calls never rest? */
  ARRIVAL {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE, Variant.OTEL_SDK);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "flat out", "single").to(FarEnd.COLLECTOR_WAITING),
          Case.of(this, "flat out, prompt ACKs", "single").to(FarEnd.PROMPT_COLLECTOR_WAITING));
    }
  },
  /** How many spans reach a collector where calls come in bursts, as requests do? */
  ARRIVAL_BURSTS {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.GLIMPSE, Variant.OTEL_SDK);
    }

    @Override
    List<Case> cases() {
      String name = "1,000 calls every 10 ms";
      return List.of(
          Case.of(this, name, "bursts").to(FarEnd.COLLECTOR),
          Case.of(this, name + ", prompt ACKs", "bursts").to(FarEnd.PROMPT_COLLECTOR));
    }
  },
  /** What does it cost to start an application of 2,000 beans with a policy of 200 rules? */
  DEPLOYMENT {
    @Override
    Set<Variant> variants() {
      return EnumSet.of(Variant.PLAIN, Variant.EMPTY, Variant.GLIMPSE);
    }

    @Override
    List<Case> cases() {
      return List.of(
          Case.of(this, "switched off", Load.DEPLOYMENTS, "deploy")
              .with(Map.of("packages", "0", "enabled", "false")),
          Case.of(this, "none attached", Load.DEPLOYMENTS, "deploy").with(Map.of("packages", "0")),
          Case.of(this, "a tenth attached", Load.DEPLOYMENTS, "deploy")
              .with(Map.of("packages", "10")),
          Case.of(this, "all attached", Load.DEPLOYMENTS, "deploy")
              .with(Map.of("packages", "100")));
    }

    @Override
    int rounds(int rounds, int pairs) {
      return pairs;
    }
  };

  /** The first is what the others are compared with. */
  abstract List<Case> cases();

  /** Who is asked where the command does not say. */
  Set<Variant> variants() {
    return EnumSet.of(Variant.EMPTY, Variant.GLIMPSE);
  }

  /** How often it is measured. */
  int rounds(int rounds, int pairs) {
    return rounds;
  }

  /** The name on the command line and in the table. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
