package com.acme.shop.hostile;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * Takes in whatever comes and hands it back, or throws it. Stands for a traced bean whose
 * arguments, results and exceptions must pass unread.
 */
@ApplicationScoped
public class Reception {

  public Iterable<String> takeIterable(Iterable<String> guest) {
    return guest;
  }

  public <T> Collection<T> takeCollection(Collection<T> guest) {
    return guest;
  }

  public Map<Object, String> takeMap(Map<Object, String> guest) {
    return guest;
  }

  public Map.Entry<String, String> takeEntry(Map.Entry<String, String> guest) {
    return guest;
  }

  public CharSequence takeText(CharSequence guest) {
    return guest;
  }

  public Number takeNumber(Number guest) {
    return guest;
  }

  public Parcel takeParcel(Parcel guest) {
    return guest;
  }

  public Object takeObject(Object guest) {
    return guest;
  }

  public void failWith(RuntimeException failure) {
    throw failure;
  }

  public void refuseWith(IOException failure) throws IOException {
    throw failure;
  }

  public void breakWith(Error failure) {
    throw failure;
  }
}
