package io.glimpse;

/** A program that forgets to close; {@link PlainMainTest} runs it in a JVM of its own. */
final class PlainMain {
  static final int CALLS = 200;

  private PlainMain() {}

  public static void main(String[] arguments) throws Exception {
    Glimpse glimpse = Glimpse.builder().open();
    for (int i = 0; i < CALLS; i++) {
      int number = i;
      int same = glimpse.tracer().trace("step", () -> number);
      if (same != number) {
        throw new AssertionError(same);
      }
    }
    switch (arguments[0]) {
      case "return" -> {}
      case "exit" -> System.exit(3);
      case "throw" -> throw new IllegalStateException("the program is broken");
      case "close twice" -> {
        glimpse.close();
        glimpse.close();
      }
      case "reopen" -> {
        glimpse.close();
        glimpse.run();
        glimpse.tracer().span("after").close();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }
}
