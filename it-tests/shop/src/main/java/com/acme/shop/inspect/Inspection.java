package com.acme.shop.inspect;

import java.util.List;

/**
 * What was seen from inside.
 *
 * @param stack class names from {@link Magnifier#classesOnStack}, innermost first
 * @param unnamed run-time class of a dependent bean in a package that no rule names
 * @param excluded run-time class of a dependent bean that the policy excludes
 * @param unproxyable run-time class of a dependent bean in a traced package whose class is final
 * @param traced run-time class of a dependent bean with a traced function, for contrast
 */
public record Inspection(
    List<String> stack, String unnamed, String excluded, String unproxyable, String traced) {}
