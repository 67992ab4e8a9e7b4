package io.cloakroom.sample.where;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts around everything else, the session filter included. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestCostFilter extends OncePerRequestFilter {

  private static final Pattern NO_PAGE = Pattern.compile("/actuator/.*|.*\\.[a-z]{2,4}");

  private final StoreCalls calls;
  private final RecentRequests recent;

  RequestCostFilter(StoreCalls calls, RecentRequests recent) {
    this.calls = calls;
    this.recent = recent;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return NO_PAGE.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    calls.begin();
    try {
      chain.doFilter(request, response);
    } finally {
      recent.add(
          new RecentRequests.Served(request.getMethod(), request.getRequestURI(), calls.end()));
    }
  }
}
