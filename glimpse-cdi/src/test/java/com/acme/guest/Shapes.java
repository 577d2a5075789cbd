package com.acme.guest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.TransientReference;
import jakarta.inject.Inject;

/** Classes of every shape that a container takes for a bean, or that nobody can intercept. */
public final class Shapes {
  private Shapes() {}

  /** A method of each kind. */
  @Dependent
  public static class Methods {
    /** Calls what only it can call. */
    public String open() {
      Runnable rest = () -> hidden();
      rest.run();
      return hidden() + shared() + fixed();
    }

    String ofThePackage() {
      return "package";
    }

    /** For subclasses. */
    protected String forSubclasses() {
      return "protected";
    }

    private String hidden() {
      return "private";
    }

    /** Belongs to no object. */
    public static String shared() {
      return "static";
    }

    /** Nobody overrides it. */
    public final String fixed() {
      return "final";
    }

    /** As a persistence provider weaves it in. */
    public String _persistence_get_name() {
      return "woven";
    }

    @Override
    public String toString() {
      return "methods";
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return other == this;
    }

    /** No method of Object's. */
    public String toString(int indent) {
      return " ".repeat(indent);
    }

    /** Called by the container, which asks no interceptor. */
    @PostConstruct
    public void begin() {}

    /** An initializer; the container calls it the same way. */
    @Inject
    @SuppressWarnings("UnusedVariable")
    public void take(Drawer drawer) {}
  }

  /** Nobody extends it. */
  @Dependent
  public static final class Closed {
    /** Not seen. */
    public String open() {
      return "final class";
    }
  }

  /** Only one class may extend it. */
  @Dependent
  public static sealed class Sealed permits Permitted {
    /** Not seen. */
    public String open() {
      return "sealed class";
    }
  }

  /** The one that may; its own method and the inherited one can be seen. */
  @Dependent
  public static non-sealed class Permitted extends Sealed {
    /** Seen. */
    public String enter() {
      return "non-sealed class";
    }
  }

  /** Nobody but itself makes one. */
  @Dependent
  public static class Alone {
    private Alone() {}

    /** Not seen. */
    public String open() {
      return "private constructor";
    }
  }

  /** The container would use the private one. */
  @Dependent
  public static class HalfAlone {
    private HalfAlone() {}

    /** For somebody else. */
    public HalfAlone(String unused) {}

    /** Not seen. */
    public String open() {
      return "private bean constructor";
    }
  }

  /** Injected by a private constructor beside a public one. */
  @Dependent
  public static class InjectedAlone {
    @Inject
    @SuppressWarnings("UnusedVariable")
    private InjectedAlone(Drawer drawer) {}

    /** For somebody else. */
    public InjectedAlone() {}

    /** Not seen. */
    public String open() {
      return "private injected constructor";
    }
  }

  /** Has no constructor without parameters. */
  @Dependent
  public static class Injected {
    private final Drawer drawer;

    /** By the container. */
    @Inject
    public Injected(Drawer drawer) {
      this.drawer = drawer;
    }

    /** Seen. */
    public String open() {
      return drawer.pull(1);
    }
  }

  /** Is asked for by no class itself. */
  public static class DeepDrawer extends Drawer {
    @Override
    public String pull(int number) {
      return "deep " + super.pull(number);
    }
  }

  /** Goes back when nobody holds it any more. */
  @Dependent
  public static class Tool {
    private boolean back;

    @PreDestroy
    void goBack() {
      back = true;
    }

    boolean isBack() {
      return back;
    }
  }

  /** Holds its tool for as long as it is being made. */
  @Dependent
  public static class Borrower {
    private final Tool tool;

    /** By the container. */
    @Inject
    public Borrower(@TransientReference Tool tool) {
      this.tool = tool;
    }

    /** Not seen. */
    public String open() {
      return tool.isBack() ? "tool is back" : "tool is still out";
    }
  }

  /** Its only constructor is for its package. */
  @Dependent
  static class OfThePackage {
    OfThePackage() {}

    String open() {
      return "package";
    }
  }

  /** Its only constructor is for subclasses. */
  @Dependent
  public static class ForSubclasses {
    /** For subclasses. */
    protected ForSubclasses() {}

    /** Seen. */
    public String open() {
      return "protected constructor";
    }
  }

  /** Values are final. */
  @Dependent
  public record Value(Drawer drawer) {
    /** By the container. */
    @Inject
    public Value {}

    /** Not seen. */
    public String open() {
      return "record";
    }
  }

  /** Says which class it is. */
  public static String ofThePackage(Object bean) {
    return ((OfThePackage) bean).open();
  }

  /** A class that only its package sees. */
  public static Class<?> ofThePackage() {
    return OfThePackage.class;
  }
}
