package com.acme.shop.inspect;

import jakarta.enterprise.context.Dependent;
import java.util.Arrays;
import java.util.List;

/** Looks at its own call. Stands for a function that the policy leaves out. */
@Dependent
public class Magnifier {

  /** The names of the classes on the stack, innermost first, without that of the thread itself. */
  public List<String> classesOnStack() {
    return Arrays.stream(new Throwable().getStackTrace())
        .map(StackTraceElement::getClassName)
        .toList();
  }
}
