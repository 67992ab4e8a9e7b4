package io.cloakroom.codec.json;

import java.lang.reflect.Modifier;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.util.ClassUtil;

/** Looks at each class once, before the first of its objects is written. */
final class WriteGuard extends ValueSerializerModifier {

  private final transient AllowedClasses classes;

  WriteGuard(AllowedClasses classes) {
    this.classes = classes;
  }

  @Override
  public ValueSerializer<?> modifySerializer(
      SerializationConfig config,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    Class<?> type = description.getBeanClass();
    if (type == Object.class || Throwable.class.isAssignableFrom(type)) {
      return serializer;
    }
    ClassShape.checkKind(type);
    if (serializer instanceof BeanSerializerBase) {
      if (!Modifier.isAbstract(type.getModifiers())) {
        classes.check(type);
      }
      if (ClassUtil.isJDKClass(type)) {
        throw new RefusedValueException(
            type,
            "has no form in JSON; name the attribute's class in cloakroom.serialization.java-classes");
      }
      ClassShape.checkFields(type);
    } else {
      ClassShape.checkNoValue(type);
    }
    return serializer;
  }

  @Override
  public ValueSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    checkContainer(type.getRawClass());
    return serializer;
  }

  @Override
  public ValueSerializer<?> modifyMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    checkContainer(type.getRawClass());
    return serializer;
  }

  private void checkContainer(Class<?> type) {
    if (!ClassUtil.isJDKClass(type)) {
      ClassShape.checkKind(type);
      classes.check(type);
      ClassShape.checkHooks(type);
      ClassShape.checkNoFields(type, "is stored by its content");
    }
  }
}
