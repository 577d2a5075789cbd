package com.acme.shop.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that are out. Stands for a class of which the policy names one method, whose text
 * result is a secret by the method's name.
 */
@ApplicationScoped
public class SessionTokens {

  private final Map<String, String> userOf = new ConcurrentHashMap<>();

  public String issueToken(String user) {
    String token = "tok-" + UUID.randomUUID();
    userOf.put(token, user);
    return token;
  }

  public boolean revoke(String token) {
    return userOf.remove(token) != null;
  }
}
