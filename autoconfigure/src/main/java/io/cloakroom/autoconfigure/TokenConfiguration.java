package io.cloakroom.autoconfigure;

import com.nimbusds.jose.JWEObject;
import io.cloakroom.AttributeSeal;
import io.cloakroom.SessionFactory;
import io.cloakroom.lifecycle.SessionEvents;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.revocation.TokenSessions;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.UnusableKeyException;
import io.cloakroom.token.TicketOffice;
import io.cloakroom.token.TokenSessionManager;
import io.cloakroom.token.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Sessions that their clients carry in tokens, by {@code cloakroom.jwt.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JWEObject.class)
@ConditionalOnProperty(name = "cloakroom.store", havingValue = "jwt")
@Import({RevocationConfiguration.class, RequestCacheConfiguration.class})
class TokenConfiguration {

  /** Name of the bean. */
  static final String MANAGER = "cloakroomTokenSessionManager";

  private static final String SETTING = "cloakroom.store is jwt";

  private static final String STANDARD_TIMEOUT = "server.servlet.session.timeout";

  private static final Logger log = LoggerFactory.getLogger(TokenConfiguration.class);

  @Bean(MANAGER)
  @ConditionalOnMissingBean(SessionManager.class)
  TokenSessionManager cloakroomTokenSessionManager(
      CloakroomProperties properties,
      SessionSettings settings,
      SessionFactory sessions,
      Revocations revocations,
      SessionEvents events,
      ObjectProvider<SessionMeters> meters,
      Environment environment) {
    JwtProperties jwt = properties.getJwt();
    KeyRing keys = keys(jwt, SETTING);
    TokenSettings tokens = tokens(jwt, environment, SETTING);
    log.info(
        "Sessions are in the tokens of their clients, for '{}', sealed with key '{}'.",
        tokens.audience(),
        keys.sealing());
    warnOfLongTimeout(properties.getTimeout(), settings.web().getTimeout(), jwt, environment);
    return new TokenSessionManager(
        new TicketOffice(keys, tokens, Clock.systemUTC()),
        sessions,
        settings.limits(),
        revocations,
        events,
        meters.getIfAvailable(() -> SessionMeters.NONE));
  }

  /** Without revocation, nobody can end a session but its client. */
  @Bean
  @ConditionalOnBean(RevocationStore.class)
  @ConditionalOnMissingBean(Sessions.class)
  TokenSessions cloakroomTokenSessions(Revocations revocations, SessionEvents events) {
    return new TokenSessions(revocations, events);
  }

  /** A token is sealed as a whole. */
  @Bean
  @ConditionalOnMissingBean
  AttributeSeal cloakroomTokenAttributeSeal() {
    return AttributeSeal.NONE;
  }

  /** A timeout that nobody chose gives way to the lifetime of tokens, and so does one that was. */
  private static void warnOfLongTimeout(
      @Nullable Duration own,
      @Nullable Duration standard,
      JwtProperties jwt,
      Environment environment) {
    String name = own == null ? STANDARD_TIMEOUT : "cloakroom.timeout";
    Duration timeout = own == null ? standard : own;
    boolean chosen =
        own != null || Binder.get(environment).bind(STANDARD_TIMEOUT, String.class).isBound();
    if (timeout == null || !chosen) {
      return;
    }
    boolean never = timeout.isZero() || timeout.isNegative();
    if (never || timeout.compareTo(jwt.getLifetime()) > 0) {
      log.warn(
          "{} is {}, but a session that is not used ends with its token, after cloakroom.jwt.lifetime ({}) at most: raise that, or lower the timeout.",
          name,
          never ? "endless" : timeout,
          jwt.getLifetime());
    }
  }

  /** Returns the keys of tokens, which a setting asks for. */
  static KeyRing keys(JwtProperties jwt, String setting) {
    try {
      List<String> entries = jwt.getKeys();
      KeyRing keys = KeyRing.of(entries == null ? List.of() : entries);
      if (keys.sealing() == null) {
        throw new UnusableKeyException(
            "There is none, and " + setting + ".",
            "Set cloakroom.jwt.keys, to an id, a colon, and what \"openssl rand -base64 32\" prints: the same on all nodes.");
      }
      return keys;
    } catch (UnusableKeyException e) {
      throw new UnusableTokenKeysException(e);
    }
  }

  static TokenSettings tokens(JwtProperties jwt, Environment environment, String setting) {
    return new TokenSettings(
        audience(jwt, environment, setting), jwt.getLifetime(), jwt.getClockSkew());
  }

  private static String audience(JwtProperties jwt, Environment environment, String setting) {
    String own = jwt.getAudience();
    String audience = own == null ? environment.getProperty("spring.application.name") : own;
    if (audience == null || audience.isBlank()) {
      throw new StoreStartException(
          setting
              + ", and neither spring.application.name nor cloakroom.jwt.audience says which application its tokens are for.",
          "Set spring.application.name: the same on all nodes, and another one in each application.");
    }
    return audience;
  }
}
