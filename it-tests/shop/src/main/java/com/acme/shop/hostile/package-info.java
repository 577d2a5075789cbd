/**
 * Arguments and exceptions that bite whoever looks at them. One resource hands each to a traced
 * bean and tells what it saw. Nothing outside this package touches them.
 */
@NullMarked
package com.acme.shop.hostile;

import org.jspecify.annotations.NullMarked;
