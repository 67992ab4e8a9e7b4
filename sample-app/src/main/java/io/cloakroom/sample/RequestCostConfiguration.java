package io.cloakroom.sample;

import io.cloakroom.repository.SessionRepository;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the meter around the session store, for the page that shows what a request costs. */
@Configuration(proxyBeanMethods = false)
class RequestCostConfiguration {

  @Bean
  static BeanPostProcessor meteredRepository() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof SessionRepository repository
            ? new MeteredRepository(repository)
            : bean;
      }
    };
  }

  @Bean
  FilterRegistrationBean<Filter> requestCostFilter() {
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(
            (request, response, chain) -> {
              RequestCost.reset();
              chain.doFilter(request, response);
            });
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
