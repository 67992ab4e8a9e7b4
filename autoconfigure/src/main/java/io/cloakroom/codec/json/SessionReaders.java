package io.cloakroom.codec.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/** Reads what {@link SessionWriters} write. */
final class SessionReaders extends Deserializers.Base {

  private final TextForms texts;

  SessionReaders(TextForms texts) {
    this.texts = texts;
  }

  @Override
  public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
    return false;
  }

  @Override
  public @Nullable ValueDeserializer<?> findBeanDeserializer(
      JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
    if (type.isTypeOrSubTypeOf(Throwable.class)) {
      return new ThrowableReader(type);
    }
    if (type.hasRawClass(BigDecimal.class)) {
      return new LargeNumbers.DecimalReader();
    }
    TextForm<?> text = texts.of(type.getRawClass());
    return text == null ? null : text.reader();
  }

  @Override
  public @Nullable ValueDeserializer<?> findReferenceDeserializer(
      ReferenceType type,
      DeserializationConfig config,
      BeanDescription.Supplier description,
      @Nullable TypeDeserializer names,
      @Nullable ValueDeserializer<?> content) {
    return SessionWriters.isReference(type) ? new ReferenceReader(type) : null;
  }

  @Override
  public @Nullable ValueDeserializer<?> findCollectionDeserializer(
      CollectionType type,
      DeserializationConfig config,
      BeanDescription.Supplier description,
      @Nullable TypeDeserializer names,
      @Nullable ValueDeserializer<?> elements) {
    return CollectionKinds.reader(type);
  }

  @Override
  @SuppressWarnings("unchecked") // of a value's deserializer, which Jackson knows no better
  public ValueDeserializer<?> findMapDeserializer(
      MapType type,
      DeserializationConfig config,
      BeanDescription.Supplier description,
      @Nullable KeyDeserializer keys,
      @Nullable TypeDeserializer names,
      @Nullable ValueDeserializer<?> values) {
    return type.getRawClass().getName().equals(SessionWriters.FLASH_MAP)
        ? FlashMapForm.reader()
        : new MapReader(type, names, (ValueDeserializer<Object>) values);
  }
}
