/**
 * What a repository is, in memory: a generic superclass and its superclass. Only subclasses come
 * in. The policy names {@link com.acme.shop.storage.Repository} and not {@link
 * com.acme.shop.storage.Journal}.
 */
@NullMarked
package com.acme.shop.storage;

import org.jspecify.annotations.NullMarked;
