package com.acme.shop.web.errors;

import com.acme.shop.account.LoginRefusedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 403 for a wrong password. */
@Provider
public class LoginRefusedMapper implements ExceptionMapper<LoginRefusedException> {

  @Override
  public Response toResponse(LoginRefusedException refused) {
    return Response.status(403).type(MediaType.TEXT_PLAIN).entity(refused.getMessage()).build();
  }
}
