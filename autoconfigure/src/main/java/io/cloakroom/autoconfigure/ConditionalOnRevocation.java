package io.cloakroom.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Which tokens do not count any more is kept in one place: the one that {@code
 * cloakroom.jwt.revocation} names or, if it is not set, that of the sessions.
 */
@Conditional(ConditionalOnRevocation.InPlace.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ConditionalOnRevocation {

  /** Returns the place. */
  RevocationMode value();

  /** Compares the place with the properties. */
  final class InPlace extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      Map<String, Object> attributes =
          metadata.getAnnotationAttributes(ConditionalOnRevocation.class.getName());
      Environment environment = context.getEnvironment();
      String named = environment.getProperty(RevocationConfiguration.PROPERTY);
      String place =
          StringUtils.hasText(named)
              ? named.strip()
              : environment.getProperty("cloakroom.store", RevocationMode.NONE.name());
      boolean match =
          attributes != null
              && attributes.get("value") instanceof RevocationMode mode
              && mode.name().equalsIgnoreCase(place);
      return new ConditionOutcome(
          match, ConditionMessage.of("what was revoked is kept in " + place));
    }
  }
}
