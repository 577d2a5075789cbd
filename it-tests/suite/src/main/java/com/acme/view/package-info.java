/**
 * A page of Jakarta Faces with a bean that lives as long as its view, for the servers that have
 * Faces. The classes are added to the shop's WAR by the test that needs them.
 */
@NullMarked
package com.acme.view;

import org.jspecify.annotations.NullMarked;
