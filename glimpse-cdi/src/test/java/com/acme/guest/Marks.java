package com.acme.guest;

import io.glimpse.annotation.Redacted;
import io.glimpse.annotation.Traced;
import io.glimpse.annotation.Untraced;
import jakarta.enterprise.context.Dependent;

/** Beans with the annotations at every place where one may stand. */
public final class Marks {
  private Marks() {}

  /** One marked method. */
  @Dependent
  public static class Invoices {
    /** Marked. */
    @Traced
    public String print(String number) {
      return "invoice " + number;
    }

    /** Not marked. */
    public String archive(String number) {
      return number;
    }
  }

  /** A superclass that nothing stands on. */
  public static class Paper {
    /** Inherited. */
    public int pages() {
      return 2;
    }
  }

  /** What it declares is marked. */
  @Traced
  @Dependent
  public static class Letters extends Paper {
    private int weight = 20;

    /** Marked by its class. */
    public String send() {
      return "sent";
    }

    /** An accessor. */
    public int getWeight() {
      return weight;
    }

    /** An accessor with a mark of its own. */
    @Traced
    public void setWeight(int weight) {
      this.weight = weight;
    }

    /** Taken out. */
    @Untraced
    public String burn() {
      return "ashes";
    }

    /** Nobody overrides it. */
    public final String keep() {
      return "kept";
    }
  }

  /** All of it is taken out. */
  @Untraced
  @Dependent
  public static class Diary {
    /** Nothing helps. */
    @Traced
    public String write(String line) {
      return line;
    }
  }

  /** A marked interface. */
  @Traced
  public interface Stamped {
    /** Nothing tells the container that its class is marked. */
    default String stamp() {
      return "stamped";
    }

    /** The mark does not reach what implements it. */
    String value();
  }

  /** Is behind a marked interface. */
  @Dependent
  public static class Parcel implements Stamped {
    @Override
    public String value() {
      return "1 EUR";
    }
  }

  /** A secret in a record. */
  public record Account(String owner, @Redacted String number) {}

  /** Hides a parameter, by a type variable. */
  public interface Store<T> {
    /** Keeps something. */
    void put(String place, @Redacted T thing);

    /** Its result is hidden, too. */
    @Redacted
    T take(String place);
  }

  /** Marked, with secrets of every kind. */
  @Traced
  @Dependent
  public static class Vault implements Store<String> {
    private String combination = "";

    @Override
    public void put(String place, String thing) {}

    @Override
    public String take(String place) {
      return "hush-result";
    }

    /** A secret among others. */
    public Account open(String owner, @Redacted String phrase) {
      return new Account(owner, "hush-component");
    }

    /** An overload of {@link #put} in which nothing is hidden. */
    public void put(String place, int number) {}

    /** An accessor, hidden or not. */
    @Redacted
    public String getCombination() {
      return combination;
    }
  }
}
