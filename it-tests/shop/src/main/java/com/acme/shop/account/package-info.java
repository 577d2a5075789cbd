/**
 * Who the customer is: login, logout and session tokens. The account resource comes in here.
 * Passwords and tokens pass through, so none of them may reach a record.
 */
@NullMarked
package com.acme.shop.account;

import org.jspecify.annotations.NullMarked;
