package com.acme.shop.inspect;

import com.acme.shop.catalog.ProductMapper;
import com.acme.shop.pricing.Discounts;
import com.acme.shop.pricing.Rounding;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Shows what untraced code looks like from inside. It calls no traced function itself. */
@Path("inspect")
@RequestScoped
public class InspectResource {

  @Inject Magnifier magnifier;
  @Inject ProductMapper excluded;
  @Inject Rounding unproxyable;
  @Inject Discounts traced;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Inspection inspect() {
    return new Inspection(
        magnifier.classesOnStack(),
        magnifier.getClass().getName(),
        excluded.getClass().getName(),
        unproxyable.getClass().getName(),
        traced.getClass().getName());
  }
}
