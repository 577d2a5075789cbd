package io.glimpse.policy;

/**
 * Why a function is not traced although a rule named it. The policy gives the reasons up to {@link
 * #ACCESSOR}; the others are for the edges, which know what the container does.
 *
 * @since 0.1
 */
public enum Reason {
  /** The method is private. */
  PRIVATE("private", "A private method is called without the container, so nothing can see it."),
  /** The method is static. */
  STATIC("static", "A static method belongs to no bean, so no interceptor sees it."),
  /** The method is final. */
  FINAL("final", "A final method cannot be overridden by the container's subclass or proxy."),
  /** The compiler made the method. */
  SYNTHETIC("synthetic", "The compiler made this method; the source does not hold it."),
  /** The compiler made the method to bridge erased types. */
  BRIDGE("bridge", "The compiler made this bridge; the method behind it is the one to trace."),
  /** The method is one of {@code Object}'s, or overrides one. */
  OBJECT_METHOD(
      "object-method", "It is one of Object's methods, which any code may call any time."),
  /** A lambda body, or a method that a persistence provider wove in. */
  GENERATED("generated", "A tool made this method; the source does not hold it."),
  /** The declaring class is final. */
  FINAL_CLASS(
      "final-class", "A final class can have no subclass, so the container cannot intercept."),
  /** The declaring class is sealed. */
  SEALED_CLASS("sealed-class", "A sealed class permits no subclass made by the container."),
  /** The class has only private constructors, or the container would use a private one. */
  PRIVATE_CONSTRUCTORS(
      "private-constructors", "The container's subclass cannot call a private constructor."),
  /**
   * The container would make an intercepted instance of the class in another way, or not at all.
   */
  UNPROXYABLE(
      "unproxyable",
      "Its constructor has a @TransientReference or a parameter that an extension gave another type,"
          + " which the container's subclass does not keep."),
  /** The declaring class is an interceptor. */
  INTERCEPTOR("interceptor", "It belongs to an interceptor; these are not intercepted themselves."),
  /** The declaring class is a decorator. */
  DECORATOR("decorator", "It belongs to a decorator; these are not intercepted."),
  /** The declaring class is one of Glimpse's own. */
  GLIMPSE("glimpse", "It belongs to Glimpse, which does not trace itself."),
  /** The annotation {@code @Untraced} stands on the method or its class. */
  UNTRACED("untraced", "It or its class is annotated @Untraced."),
  /** A pattern of {@code exclude} matches. */
  EXCLUDED("excluded", "The policy's exclude names it."),
  /** The method only gives or sets a field of its class. */
  ACCESSOR("accessor", "It only gives or sets a field; name it as Class#method to trace it."),
  /** The class is not a bean. */
  NOT_A_BEAN("not-a-bean", "Its class is not a bean of this application."),
  /** It is traced, but its calls end when they return. */
  ENDS_AT_RETURN(
      "ends-at-return",
      "It is declared to return a subtype of a publisher, which cannot be wrapped; declare the"
          + " publisher itself to see its calls end with it."),
  /** The class could not be looked at. */
  UNLOADABLE("unloadable", "Its class names a class that is missing, so it was left alone.");

  private final String code;
  private final String sentence;

  Reason(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The short form for reports, such as {@code private-constructors}; it does not change. */
  public String code() {
    return code;
  }

  /** One plain sentence for a reader who has never seen the code before. */
  public String sentence() {
    return sentence;
  }

  /** The code. */
  @Override
  public String toString() {
    return code;
  }
}
