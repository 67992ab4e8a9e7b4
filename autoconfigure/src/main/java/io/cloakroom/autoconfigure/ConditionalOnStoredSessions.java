package io.cloakroom.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What works on sessions in a repository is not for those that their clients carry. */
@Conditional(ConditionalOnStoredSessions.InRepository.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface ConditionalOnStoredSessions {

  /** Sessions are kept in a repository, also in one of the application's own. */
  final class InRepository extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      String store = context.getEnvironment().getProperty("cloakroom.store");
      return new ConditionOutcome(
          !SessionStore.JWT.property().equalsIgnoreCase(store),
          ConditionMessage.of("cloakroom.store is " + store));
    }
  }
}
