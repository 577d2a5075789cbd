package com.acme.guest;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Beans of every kind that CDI knows. */
public final class Kinds {
  private Kinds() {}

  /** A generic superclass: its erased method is overridden by a bridge. */
  public static class Repository<T> {
    /** Overridden by one of the two. */
    public T find(T wanted) {
      return wanted;
    }

    /** Inherited by both. */
    public int count(T kind) {
      return 1;
    }
  }

  /** What a caller knows of it. */
  public interface Finder<T> {
    /** Implemented through a bridge. */
    T find(T wanted);

    /** Inherited from here. */
    default String describe() {
      return "finder";
    }
  }

  /** Adds nothing. */
  public interface TextFinder extends Finder<String> {}

  /** Overrides by a bridge. */
  @Dependent
  public static class Orders extends Repository<String> implements TextFinder {
    @Override
    public String find(String wanted) {
      return "order " + wanted;
    }
  }

  /** Overrides nothing. */
  @Dependent
  public static class Customers extends Repository<String> {}

  /** Makes a bean of what it stands on. */
  @Stereotype
  @Dependent
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Service {}

  /** A bean by its stereotype. */
  @Service
  public static class Stereotyped {
    /** Seen. */
    public String work() {
      return "worked";
    }
  }

  /** Pays, one way or another. */
  public interface Payment {
    /** Pays. */
    String pay(int cents);
  }

  /** Replaced by the alternative. */
  @Dependent
  public static class Cash implements Payment {
    @Override
    public String pay(int cents) {
      return "cash " + cents;
    }
  }

  /** The one that is used. */
  @Alternative
  @Priority(1)
  @Dependent
  public static class Card implements Payment {
    @Override
    public String pay(int cents) {
      return "card " + cents;
    }
  }

  /** An alternative that nobody selected. */
  @Alternative
  @Dependent
  public static class Barter implements Payment {
    @Override
    public String pay(int cents) {
      return "a goat";
    }
  }

  /** Adds to what it decorates. */
  @Decorator
  @Priority(1)
  public abstract static class Receipt implements Payment {
    @Inject @Delegate @Any Payment payment;

    @Override
    public String pay(int cents) {
      return payment.pay(cents) + ", receipt given";
    }
  }

  /** Is specialised. */
  @Dependent
  public static class Greeting {
    /** Overridden. */
    public String hello() {
      return "hello";
    }

    /** Inherited. */
    public String bye() {
      return "bye";
    }
  }

  /** Takes its place. */
  @Specializes
  @Dependent
  public static class WarmGreeting extends Greeting {
    @Override
    public String hello() {
      return "hello, dear";
    }
  }

  /** An event. */
  public record Rang(int times) {}

  /** Hears it at once and later. */
  @Dependent
  public static class Porter {
    /** At once. */
    public void open(@Observes Rang rang) {}

    /** Later, on another thread. */
    public void write(@ObservesAsync Rang rang) {}

    /** Its own affair. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the container calls it
    private void listen(@Observes Rang rang) {}

    /** Belongs to no object. */
    static void count(@Observes Rang rang) {}
  }

  /** Is no bean; a producer makes it. */
  public static class Key {
    /** Not seen: the container did not make this object. */
    public String turn() {
      return "click";
    }
  }

  /** Makes keys. */
  @Dependent
  public static class Locksmith {
    /** A producer. */
    @Produces
    @Dependent
    public Key make() {
      return new Key();
    }

    /** Its disposer. */
    public void melt(@Disposes Key key) {}
  }

  /** Binds {@link Guard}. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Guarded {}

  /** The application's own interceptor. */
  @Interceptor
  @Guarded
  @Priority(Interceptor.Priority.APPLICATION)
  public static class Guard {
    /** Not seen. */
    @AroundInvoke
    public Object check(InvocationContext call) throws Exception {
      return call.proceed() + ", checked";
    }
  }

  /** Is intercepted by two. */
  @Guarded
  @Dependent
  public static class Gate {
    /** Seen once. */
    public String pass(String who) {
      return who;
    }
  }

  /** Lives in a session and may have to move. */
  @SessionScoped
  public static class Basket implements Serializable {
    private static final long serialVersionUID = 1;
    private int size;

    /** Changes it. */
    public int add(int more) {
      size += more;
      return size;
    }
  }
}
