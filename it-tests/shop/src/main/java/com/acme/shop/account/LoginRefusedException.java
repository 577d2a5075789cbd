package com.acme.shop.account;

/** Wrong user or password. Stands for an exception that a mapper turns into 403. */
public class LoginRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LoginRefusedException(String user) {
    super("no such user and password: " + user);
  }
}
