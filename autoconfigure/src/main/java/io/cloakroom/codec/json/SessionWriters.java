package io.cloakroom.codec.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/** Writes what Jackson itself would not write faithfully, or not always the same. */
final class SessionWriters extends Serializers.Base {

  static final String FLASH_MAP = "org.springframework.web.servlet.FlashMap";

  private final AllowedClasses classes;
  private final TextForms texts;

  SessionWriters(AllowedClasses classes, TextForms texts) {
    this.classes = classes;
    this.texts = texts;
  }

  @Override
  public @Nullable ValueSerializer<?> findSerializer(
      SerializationConfig config,
      JavaType type,
      BeanDescription.Supplier description,
      JsonFormat.@Nullable Value format) {
    if (type.isTypeOrSubTypeOf(Throwable.class)) {
      return new ThrowableWriter(type, classes);
    }
    if (type.hasRawClass(BigDecimal.class)) {
      return new LargeNumbers.DecimalWriter();
    }
    if (type.hasRawClass(BigInteger.class)) {
      return new LargeNumbers.IntegerWriter();
    }
    TextForm<?> text = texts.of(type.getRawClass());
    return text == null ? null : text.writer();
  }

  @Override
  public @Nullable ValueSerializer<?> findReferenceSerializer(
      SerializationConfig config,
      ReferenceType type,
      BeanDescription.Supplier description,
      JsonFormat.@Nullable Value format,
      @Nullable TypeSerializer names,
      @Nullable ValueSerializer<Object> content) {
    if (isReference(type)) {
      return new ReferenceWriter(type);
    }
    if (type.isTypeOrSubTypeOf(AtomicReference.class)) {
      throw new RefusedValueException(type.getRawClass(), "is a reference with more to it");
    }
    return null;
  }

  @Override
  public @Nullable ValueSerializer<?> findCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription.Supplier description,
      JsonFormat.@Nullable Value format,
      @Nullable TypeSerializer names,
      @Nullable ValueSerializer<Object> content) {
    // Jackson's own is the right one where the declaration says enough.
    return type.isTypeOrSubTypeOf(EnumSet.class) || type.isTypeOrSubTypeOf(List.class)
        ? null
        : new CollectionWriter(type, new Typed(type.getContentType(), names, null));
  }

  @Override
  public ValueSerializer<?> findMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription.Supplier description,
      JsonFormat.@Nullable Value format,
      @Nullable ValueSerializer<Object> keys,
      @Nullable TypeSerializer names,
      @Nullable ValueSerializer<Object> values) {
    return type.getRawClass().getName().equals(FLASH_MAP)
        ? FlashMapForm.writer()
        : new MapWriter(type, new Typed(type.getContentType(), names, null));
  }

  static boolean isReference(JavaType type) {
    return type.hasRawClass(Optional.class) || type.hasRawClass(AtomicReference.class);
  }
}
