package com.acme.guest;

import java.util.List;

/** A bean with inherited methods, some of them its own again. */
public class BookShelf extends Shelf<String> implements Dusty {
  private boolean full;

  @Override
  public String put(String title) {
    return "put " + title;
  }

  @Override
  public void clear() {
    full = false;
  }

  /** Has parameters of every kind. */
  public <N extends Number> int sort(List<String> order, int[] widths, N weight, Object any) {
    return order.size() + widths.length + weight.intValue();
  }

  /** An accessor. */
  public boolean isFull() {
    return full;
  }

  /** No accessor: the field has another type. */
  public String getFull() {
    return "full: " + full;
  }

  static int shelves() {
    return 1;
  }

  private int hidden() {
    return shelves();
  }

  /** Calls what nobody else can. */
  public int seen() {
    return hidden();
  }
}
