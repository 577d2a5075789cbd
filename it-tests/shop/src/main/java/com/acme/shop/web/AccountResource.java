package com.acme.shop.web;

import com.acme.shop.account.Accounts;
import com.acme.shop.account.SignedIn;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Login and logout. Stands for secrets in a body, in a header and in a response. */
@Path("account")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

  @Inject Accounts accounts;

  @POST
  @Path("login")
  @Consumes(MediaType.APPLICATION_JSON)
  public SignedIn login(LoginForm form) {
    return accounts.login(form.user(), form.password());
  }

  @POST
  @Path("logout")
  @Produces(MediaType.TEXT_PLAIN)
  public String logout(@HeaderParam("X-Auth-Token") String token) {
    return accounts.logout(token) ? "bye" : "who are you?";
  }
}
