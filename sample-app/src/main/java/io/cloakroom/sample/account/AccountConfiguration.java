package io.cloakroom.sample.account;

import io.cloakroom.sample.where.Node;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages about users' sessions are there only if the store can find those. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration implements WebMvcConfigurer {

  private final Node node;

  AccountConfiguration(Node node) {
    this.node = node;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new NotFound()).addPathPatterns("/devices/**", "/admin/**");
  }

  /** Says that there is no such page. */
  private final class NotFound implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler)
        throws IOException {
      if (!node.findsSessions()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
      return node.findsSessions();
    }
  }
}
