/**
 * Stands in for a servlet container: {@link com.acme.server.MemoryRequest} and {@link
 * com.acme.server.MemoryResponse} are nothing but their values, so that what is timed is the
 * filter. {@link com.acme.server.Registration} catches the filter that an initializer registers.
 *
 * <p>What nobody has needed so far is refused, so a filter that asks for more fails before it is
 * measured.
 */
@NullMarked
package com.acme.server;

import org.jspecify.annotations.NullMarked;
