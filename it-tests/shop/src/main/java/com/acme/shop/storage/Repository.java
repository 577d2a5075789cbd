package com.acme.shop.storage;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps things by id. Stands for the generic superclass whose methods its beans inherit. */
public abstract class Repository<K, T> extends Journal {

  private final Map<K, T> rows = new ConcurrentHashMap<>();

  public T save(K id, T row) {
    rows.put(id, row);
    changed();
    return row;
  }

  public Optional<T> find(K id) {
    return Optional.ofNullable(rows.get(id));
  }

  public int count() {
    return rows.size();
  }
}
