package io.cloakroom.codec.json;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.util.ClassUtil;

/** Makes objects of allowed classes only, also where a field's declaration names the class. */
final class ReadGuard extends ValueDeserializerModifier {

  private final transient AllowedClasses classes;

  ReadGuard(AllowedClasses classes) {
    this.classes = classes;
  }

  @Override
  public BeanDeserializerBuilder updateBuilder(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      BeanDeserializerBuilder builder) {
    Class<?> type = description.getBeanClass();
    if (type != Object.class && !Modifier.isAbstract(type.getModifiers())) {
      classes.check(type);
    }
    return builder;
  }

  /** Singletons and the like put themselves in the place of what was read. */
  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      ValueDeserializer<?> deserializer) {
    Class<?> type = description.getBeanClass();
    if (type.isRecord() || type.isEnum() || ClassUtil.isJDKClass(type)) {
      return deserializer;
    }
    Method readResolve = readResolve(type);
    return readResolve == null ? deserializer : new ResolvingReader(deserializer, readResolve);
  }

  private static @Nullable Method readResolve(Class<?> type) {
    for (Class<?> each = type;
        each != null && !ClassUtil.isJDKClass(each);
        each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        boolean inherited = each == type || !Modifier.isPrivate(method.getModifiers());
        if (method.getName().equals("readResolve")
            && method.getParameterCount() == 0
            && inherited) {
          method.setAccessible(true);
          return method;
        }
      }
    }
    return null;
  }
}
