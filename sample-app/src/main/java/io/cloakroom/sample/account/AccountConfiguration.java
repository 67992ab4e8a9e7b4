package io.cloakroom.sample.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages that need more of the store than it can do are not there. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration implements WebMvcConfigurer {

  private final KnownSessions sessions;

  AccountConfiguration(KnownSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new OnlyIf(sessions::areListed))
        .addPathPatterns("/admin/**", "/devices/end");
    registry
        .addInterceptor(new OnlyIf(sessions::endTogether))
        .addPathPatterns("/devices/end-others", "/devices/end-all");
  }

  /** Says that there is no such page, unless there can be. */
  private record OnlyIf(BooleanSupplier possible) implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler)
        throws IOException {
      boolean there = possible.getAsBoolean();
      if (!there) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
      return there;
    }
  }
}
