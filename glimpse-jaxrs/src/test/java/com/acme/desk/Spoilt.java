package com.acme.desk;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Answers never leave the house: a response filter throws, so that no other one runs. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface Spoilt {
  /** The filter. */
  @Provider
  @Spoilt
  class Spoiler implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      throw new IllegalStateException("a leg is broken");
    }
  }
}
