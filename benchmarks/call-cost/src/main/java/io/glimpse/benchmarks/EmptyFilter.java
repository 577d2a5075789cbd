package io.glimpse.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What a filter costs that does nothing. */
final class EmptyFilter implements Filter, FilterContender {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }

  @Override
  public Filter filter() {
    return this;
  }

  @Override
  public Optional<Seen> seen(Consumer<FilterChain> request) {
    return Optional.empty();
  }
}
