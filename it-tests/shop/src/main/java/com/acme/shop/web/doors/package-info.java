/**
 * Filters that answer instead of a resource. The policy leaves this package out, for it names only
 * the package above; on servers where providers are beans they would be traced like any other.
 */
@NullMarked
package com.acme.shop.web.doors;

import org.jspecify.annotations.NullMarked;
