package io.cloakroom.autoconfigure;

import com.nimbusds.jose.JWSObject;
import io.cloakroom.identity.CurrentIdentity;
import io.cloakroom.identity.IdentityKeys;
import io.cloakroom.identity.IdentitySettings;
import io.cloakroom.identity.IdentityTokens;
import io.cloakroom.identity.JwksServlet;
import io.cloakroom.seal.UnusableKeyException;
import io.cloakroom.security.SecurityContextIdentity;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** Tells other services who is signed in, by {@code cloakroom.jwt.identity.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("cloakroom.jwt.identity.enabled")
class IdentityConfiguration {

  private static final Logger log = LoggerFactory.getLogger(IdentityConfiguration.class);

  /** Whom Spring Security authenticated. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SecurityContext.class)
  static class Security {

    @Bean
    @ConditionalOnMissingBean(CurrentIdentity.class)
    SecurityContextIdentity cloakroomCurrentIdentity(
        ObjectProvider<SecurityContextHolderStrategy> contexts) {
      return new SecurityContextIdentity(
          contexts.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
    }
  }

  /** What the tokens are made with. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(JWSObject.class)
  static class Tokens {

    /** After the filters that observe and forward, and before that of the session, and Security. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 40;

    @Bean
    @ConditionalOnMissingBean
    IdentityKeys cloakroomIdentityKeys(CloakroomProperties properties, ResourceLoader resources) {
      try {
        return IdentityKeys.of(
            new PemKeys(resources).read(properties.getJwt().getIdentity().getKeys()));
      } catch (UnusableKeyException e) {
        throw new StoreStartException(
            "The keys in cloakroom.jwt.identity.keys cannot be used. " + e.getMessage(),
            e.remedy());
      }
    }

    @Bean
    @ConditionalOnMissingBean
    IdentityTokens cloakroomIdentityTokens(
        IdentityKeys keys,
        CloakroomProperties properties,
        ObjectProvider<CurrentIdentity> current,
        Environment environment) {
      IdentityProperties identity = properties.getJwt().getIdentity();
      String issuer = issuer(identity, environment);
      log.info(
          "Other services are told who is signed in, in the name of '{}', signed with key '{}'. The public keys are at {}.",
          issuer,
          keys.signing(),
          identity.getJwksPath());
      return new IdentityTokens(
          keys,
          new IdentitySettings(issuer, identity.getLifetime(), Set.copyOf(identity.getAudiences())),
          current.getIfAvailable(() -> CurrentIdentity.NONE),
          Clock.systemUTC());
    }

    /** Without a servlet for the path, some containers would not ask the filter. */
    @Bean
    ServletRegistrationBean<JwksServlet> cloakroomJwksServlet(
        IdentityKeys keys, CloakroomProperties properties) {
      return new ServletRegistrationBean<>(
          new JwksServlet(keys), properties.getJwt().getIdentity().getJwksPath());
    }

    /** Spring Security would ask who wants to know, and public keys are for everybody. */
    @Bean
    FilterRegistrationBean<Filter> cloakroomJwksFilter(
        IdentityKeys keys, CloakroomProperties properties) {
      JwksServlet servlet = new JwksServlet(keys);
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>(
              (request, response, chain) -> servlet.service(request, response));
      filter.setName("cloakroomJwksFilter");
      filter.addUrlPatterns(properties.getJwt().getIdentity().getJwksPath());
      filter.setOrder(ORDER);
      return filter;
    }

    private static String issuer(IdentityProperties identity, Environment environment) {
      String own = identity.getIssuer();
      String issuer = own == null ? environment.getProperty("spring.application.name") : own;
      if (issuer == null || issuer.isBlank()) {
        throw new StoreStartException(
            "cloakroom.jwt.identity.enabled is true, and neither spring.application.name nor cloakroom.jwt.identity.issuer says in whose name its tokens are.",
            "Set spring.application.name: the same on all nodes, and what the other services expect as issuer.");
      }
      return issuer;
    }
  }

  /** Says what to add. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass("com.nimbusds.jose.JWSObject")
  static class Missing {

    @Bean
    static BeanFactoryPostProcessor cloakroomIdentityGuard() {
      return beans -> {
        throw new StoreStartException(
            "cloakroom.jwt.identity.enabled is true, but class com.nimbusds.jose.JWSObject is missing.",
            SessionStore.JWT.remedy());
      };
    }
  }
}
