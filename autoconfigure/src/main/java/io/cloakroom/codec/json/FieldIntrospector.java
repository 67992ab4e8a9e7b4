package io.cloakroom.codec.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.util.ClassUtil;

/**
 * Fields are what an object is made of. Annotations that shape what an application tells its
 * clients ({@code @JsonIgnore}, {@code @JsonFormat}, {@code @JsonSerialize}, ...) would lose what
 * it keeps in a session, so only creators and the names that they need are heard of.
 */
final class FieldIntrospector extends NopAnnotationIntrospector {

  private final JacksonAnnotationIntrospector annotations = new JacksonAnnotationIntrospector();

  @Override
  public VisibilityChecker findAutoDetectVisibility(
      MapperConfig<?> config, AnnotatedClass type, VisibilityChecker inherited) {
    return ClassUtil.isJDKClass(type.getRawType())
        ? inherited
        : inherited
            .with(Visibility.NONE)
            .withFieldVisibility(Visibility.ANY)
            .withCreatorVisibility(Visibility.NONE);
  }

  /** A creator that delegates takes a form that is not that of the fields. */
  @Override
  public JsonCreator.@Nullable Mode findCreatorAnnotation(
      MapperConfig<?> config, Annotated creator) {
    JsonCreator.Mode mode = annotations.findCreatorAnnotation(config, creator);
    return mode == JsonCreator.Mode.DELEGATING ? JsonCreator.Mode.DISABLED : mode;
  }

  @Override
  public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated member) {
    return isStored(member) ? annotations.findNameForSerialization(config, member) : null;
  }

  @Override
  public @Nullable PropertyName findNameForDeserialization(
      MapperConfig<?> config, Annotated member) {
    return isStored(member) ? annotations.findNameForDeserialization(config, member) : null;
  }

  @Override
  public @Nullable List<PropertyName> findPropertyAliases(
      MapperConfig<?> config, Annotated member) {
    return isStored(member) ? annotations.findPropertyAliases(config, member) : null;
  }

  private static boolean isStored(Annotated member) {
    if (member instanceof AnnotatedField field) {
      return !Modifier.isTransient(field.getAnnotated().getModifiers());
    }
    return member instanceof AnnotatedParameter;
  }
}
