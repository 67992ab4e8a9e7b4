package io.cloakroom.codec.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Writes the names of classes, and finds the classes of names. */
final class ClassNames extends TypeIdResolverBase {

  private final transient AllowedClasses classes;

  ClassNames(JavaType base, AllowedClasses classes) {
    super(base);
    this.classes = classes;
  }

  @Override
  public String idFromValue(DatabindContext context, Object value) {
    return idFromValueAndType(context, value, value.getClass());
  }

  @Override
  public String idFromValueAndType(DatabindContext context, @Nullable Object value, Class<?> type) {
    String special = value == null ? null : SpecialNames.of(value, classes);
    if (special != null) {
      return special;
    }
    Class<?> declared = _resolveToParentAsNecessary(type);
    classes.check(declared);
    return declared.getName();
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String id) {
    JavaType special = SpecialNames.typeOf(id, context.getTypeFactory(), classes);
    if (special != null && _baseType.isTypeOrSuperTypeOf(special.getRawClass())) {
      return special;
    }
    Class<?> type = classes.named(id);
    if (!_baseType.isTypeOrSuperTypeOf(type)) {
      throw new RefusedValueException(type, "is not a " + _baseType.getRawClass().getName());
    }
    return context.getTypeFactory().constructSpecializedType(_baseType, type);
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CLASS;
  }
}
