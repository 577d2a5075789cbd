/**
 * Conformance to W3C Trace Context level 2, seen from outside: requests with every kind of good and
 * bad header go to the shop's five conformance endpoints, and what those send on is compared with
 * the tables {@link io.glimpse.it.tracecontext.TraceparentCases} and {@link
 * io.glimpse.it.tracecontext.TracestateCases}.
 *
 * <p>Bytes go in by a socket, so that a header's name, its blanks and its lines are exactly those
 * of the table. A new rule is a row of a table; it then runs at every endpoint on every server.
 */
@NullMarked
package io.glimpse.it.tracecontext;

import org.jspecify.annotations.NullMarked;
