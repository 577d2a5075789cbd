package com.acme.shop.hostile;

/** A record with an accessor that throws; its field holds plain text. */
public record Parcel(String label) {

  @Override
  public String label() {
    throw new TouchedException();
  }
}
