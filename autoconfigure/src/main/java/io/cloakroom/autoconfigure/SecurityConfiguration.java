package io.cloakroom.autoconfigure;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.security.SecurityContextPrincipalResolver;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContext;

/** With Spring Security, sessions belong to whom it authenticated. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SecurityContext.class)
class SecurityConfiguration {

  @Bean
  @ConditionalOnMissingBean(PrincipalResolver.class)
  SecurityContextPrincipalResolver cloakroomPrincipalResolver() {
    return new SecurityContextPrincipalResolver();
  }
}
