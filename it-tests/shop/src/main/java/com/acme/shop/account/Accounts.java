package com.acme.shop.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Lets customers in and out. Stands for a class named by itself, with secrets as arguments. */
@ApplicationScoped
public class Accounts {

  private final Map<String, String> passwords = Map.of("ada", "correct-horse-7");

  @Inject SessionTokens tokens;

  public SignedIn login(String user, String password) {
    if (!password.equals(passwords.get(user))) {
      throw new LoginRefusedException(user);
    }
    return new SignedIn(user, tokens.issueToken(user));
  }

  public boolean logout(String token) {
    return tokens.revoke(token);
  }
}
