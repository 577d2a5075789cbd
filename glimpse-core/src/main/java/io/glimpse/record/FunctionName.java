package io.glimpse.record;

import org.jspecify.annotations.Nullable;

/**
 * What a function is called in records.
 *
 * @param qualified the class that declares it and its name, {@code com.acme.shop.Cart.addLine}
 * @param shortName the span's name, {@code Cart.addLine}
 * @param bean the bean's class where it is a subclass of the declaring one, else null
 * @since 0.1
 */
public record FunctionName(String qualified, String shortName, @Nullable String bean) {
  /** The name of a method that {@code declaringClass}, a binary class name, declares. */
  public static FunctionName of(String declaringClass, String method, @Nullable String bean) {
    String simple = declaringClass.substring(declaringClass.lastIndexOf('.') + 1);
    return new FunctionName(declaringClass + "." + method, simple + "." + method, bean);
  }
}
