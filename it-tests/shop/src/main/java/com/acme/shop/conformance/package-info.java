/**
 * The service that the W3C's Trace Context test harness expects, five times: a servlet, an
 * asynchronous one, a resource, one with a path template and an asynchronous one. A request is a
 * JSON list of {@code {"url": …, "arguments": …}}; each url gets a POST of its arguments, in order,
 * before the answer goes out.
 *
 * <p>Nobody comes in unless the system property {@code shop.conformance} is {@code true}, and
 * nothing goes further than the loopback. The policy does not name this package: a request is its
 * root and the calls that go out.
 */
@NullMarked
package com.acme.shop.conformance;

import org.jspecify.annotations.NullMarked;
