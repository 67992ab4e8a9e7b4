package io.cloakroom.codec.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;

/** One way to write classes for everything whose class a field's declaration does not settle. */
final class SessionTyping extends DefaultTypeResolverBuilder {

  static final String CLASS = "@class";

  private final transient AllowedClasses classes;

  SessionTyping(AllowedClasses classes) {
    super(
        new NamesOnly(),
        DefaultTyping.NON_FINAL,
        JsonTypeInfo.As.PROPERTY,
        JsonTypeInfo.Id.CLASS,
        CLASS);
    this.classes = classes;
  }

  private SessionTyping(SessionTyping base, Class<?> defaultImpl) {
    super(base, defaultImpl);
    this.classes = base.classes;
  }

  @Override
  public DefaultTypeResolverBuilder withDefaultImpl(Class<?> defaultImpl) {
    return new SessionTyping(this, defaultImpl);
  }

  /** An Optional in a field is known to be one. */
  @Override
  public boolean useForType(JavaType type) {
    return !type.isReferenceType() && super.useForType(type);
  }

  @Override
  protected TypeIdResolver idResolver(
      DatabindContext context,
      JavaType base,
      PolymorphicTypeValidator validator,
      Collection<NamedType> subtypes,
      boolean writing,
      boolean reading) {
    return new ClassNames(base, classes);
  }

  /**
   * {@link ClassNames} judges each name before its class is loaded. Jackson's own ways to a class,
   * which would ask here, are closed.
   */
  static final class NamesOnly extends PolymorphicTypeValidator.Base {

    /** Never "allowed": that would switch each later check off. */
    @Override
    public Validity validateBaseType(DatabindContext context, JavaType base) {
      return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(DatabindContext context, JavaType base, String name) {
      return Validity.DENIED;
    }

    @Override
    public Validity validateSubType(DatabindContext context, JavaType base, JavaType type) {
      return Validity.DENIED;
    }
  }
}
