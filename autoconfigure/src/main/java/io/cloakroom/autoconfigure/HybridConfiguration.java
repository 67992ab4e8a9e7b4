package io.cloakroom.autoconfigure;

import com.nimbusds.jose.JWEObject;
import io.cloakroom.AttributeSeal;
import io.cloakroom.SessionFactory;
import io.cloakroom.lifecycle.SessionEvents;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.StoredSessions;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.revocation.RevokingSessionRepository;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.token.HybridSessionManager;
import io.cloakroom.token.TicketOffice;
import io.cloakroom.token.TokenKind;
import io.cloakroom.token.TokenSettings;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Stored sessions of which a part travels in tokens, by {@code cloakroom.jwt.carry}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JWEObject.class)
@ConditionalOnStoredSessions
@ConditionalOnCarriedAttributes
@Import(RevocationConfiguration.class)
class HybridConfiguration {

  private static final String SETTING = "cloakroom.jwt.carry is set";

  private static final Logger log = LoggerFactory.getLogger(HybridConfiguration.class);

  @Bean
  @ConditionalOnMissingBean(SessionManager.class)
  SessionManager cloakroomHybridSessionManager(
      Revoking revoking,
      CloakroomProperties properties,
      SessionSettings settings,
      TouchPolicy touches,
      AttributeSeal seal,
      ObjectProvider<SessionMeters> meters,
      Environment environment) {
    JwtProperties jwt = properties.getJwt();
    KeyRing keys = TokenConfiguration.keys(jwt, SETTING);
    TokenSettings tokens = TokenConfiguration.tokens(jwt, environment, SETTING);
    log.info(
        "{} travel in the tokens of clients, for '{}', sealed with key '{}'.",
        jwt.getCarry(),
        tokens.audience(),
        keys.sealing());
    SessionMeters counted = meters.getIfAvailable(() -> SessionMeters.NONE);
    StoredSessionManager stored =
        new StoredSessionManager(
            revoking.repository(),
            revoking.factory(),
            settings.limits(),
            touches,
            revoking.buffer(),
            revoking.events(),
            counted);
    HybridSessionManager manager =
        new HybridSessionManager(
            stored,
            revoking.repository(),
            revoking.factory(),
            new HybridSessionManager.Settings(
                new TicketOffice(TokenKind.PART, keys, tokens, Clock.systemUTC()),
                jwt.getCarry(),
                seal,
                touches,
                revoking.repository().revocations()),
            counted);
    return CloakroomAutoConfiguration.limited(
        manager, revoking.repository(), revoking.sessions(), properties);
  }

  @Bean
  @ConditionalOnMissingBean(Sessions.class)
  StoredSessions cloakroomHybridSessions(Revoking revoking) {
    return revoking.sessions();
  }

  /** Not a repository itself: there may be one only. */
  @Bean
  Revoking cloakroomRevoking(
      SessionRepository repository,
      Revocations revocations,
      SessionFactory factory,
      TouchBuffer buffer,
      SessionEvents events) {
    return new Revoking(
        new RevokingSessionRepository(repository, revocations), factory, buffer, events);
  }

  /** The store, which takes tokens back when their sessions end, and what works on it. */
  record Revoking(
      RevokingSessionRepository repository,
      SessionFactory factory,
      TouchBuffer buffer,
      SessionEvents events) {

    StoredSessions sessions() {
      return new StoredSessions(repository, factory, buffer, events);
    }
  }
}
