package io.cloakroom.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Some attributes of stored sessions travel in tokens. */
@Conditional(ConditionalOnCarriedAttributes.Named.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ConditionalOnCarriedAttributes {

  /** They are named, as a list in any form. */
  final class Named extends SpringBootCondition {

    static final String PROPERTY = "cloakroom.jwt.carry";

    static boolean matches(Environment environment) {
      List<String> names =
          Binder.get(environment).bind(PROPERTY, Bindable.listOf(String.class)).orElse(List.of());
      return names != null && !names.isEmpty();
    }

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean match = matches(context.getEnvironment());
      return new ConditionOutcome(
          match, ConditionMessage.of(PROPERTY + (match ? " names attributes" : " names none")));
    }
  }
}
