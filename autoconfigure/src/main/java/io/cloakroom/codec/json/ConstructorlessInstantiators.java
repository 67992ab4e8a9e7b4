package io.cloakroom.codec.json;

import java.lang.reflect.Modifier;
import org.springframework.objenesis.SpringObjenesis;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.util.ClassUtil;

/** Makes objects of classes without a default constructor or creator, as JDK serialization does. */
final class ConstructorlessInstantiators extends ValueInstantiators.Base {

  private final transient SpringObjenesis objenesis = new SpringObjenesis();

  @Override
  public ValueInstantiator modifyValueInstantiator(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      ValueInstantiator standard) {
    Class<?> type = description.getBeanClass();
    boolean made =
        standard.canCreateUsingDefault()
            || standard.canCreateFromObjectWith()
            || type.isInterface()
            || type.isArray()
            || type.isPrimitive()
            || type.isEnum()
            || type.isRecord()
            || Modifier.isAbstract(type.getModifiers())
            || ClassUtil.isJDKClass(type);
    return made ? standard : new Constructorless(type);
  }

  private final class Constructorless extends ValueInstantiator.Base {

    Constructorless(Class<?> type) {
      super(type);
    }

    @Override
    public boolean canInstantiate() {
      return true;
    }

    @Override
    public boolean canCreateUsingDefault() {
      return true;
    }

    @Override
    public ValueInstantiator createContextual(
        DeserializationContext context, BeanDescription.Supplier description) {
      return this;
    }

    @Override
    public Object createUsingDefault(DeserializationContext context) {
      return objenesis.newInstance(getValueClass(), true);
    }
  }
}
