package com.acme.shop.delivery;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A sub-resource, made with {@code new}: no bean anywhere. */
public class Parcel {

  @GET
  @Path("weight")
  public String weight(@PathParam("parcel") String parcel) {
    return parcel + " is light";
  }
}
