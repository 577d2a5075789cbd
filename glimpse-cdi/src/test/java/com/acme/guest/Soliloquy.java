package com.acme.guest;

import io.glimpse.annotation.Untraced;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;

/** A bean that calls itself in every way there is. */
@ApplicationScoped
public class Soliloquy {
  @Inject Soliloquy self;

  @PostConstruct
  void wake() {
    say("awake");
  }

  public String say(String words) {
    return words + " ";
  }

  public String sayTwice(String words) {
    return say(words) + say(words);
  }

  @Untraced
  public String think(String words) {
    return say(words);
  }

  @Untraced
  public String mutter(String words) {
    return toItself(words);
  }

  private String toItself(String words) {
    return say(words);
  }

  @Untraced
  public String list(String words) {
    return String.join("", List.of(words).stream().map(this::say).toList());
  }

  @Untraced
  public Supplier<String> promise(String words) {
    return () -> say(words);
  }

  @Untraced
  public String throughTheContainer(String words) {
    return self.say(words);
  }
}
