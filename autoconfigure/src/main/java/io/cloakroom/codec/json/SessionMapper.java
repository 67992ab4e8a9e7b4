package io.cloakroom.codec.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.ConstructorDetector;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.TypeFactory;

/** Sets Jackson up for session attributes: faithful, always the same, and within limits. */
final class SessionMapper {

  static final int MAX_DEPTH = 100;
  static final int MAX_STRING = 8 << 20;
  static final int MAX_NAME = 2000;
  static final long MAX_DOCUMENT = 16 << 20;
  static final long MAX_TOKENS = 1_000_000;

  private SessionMapper() {}

  static JsonMapper of(AllowedClasses classes) {
    return JsonMapper.builder(factory())
        .annotationIntrospector(new FieldIntrospector())
        .changeDefaultVisibility(
            all -> all.with(Visibility.NONE).withFieldVisibility(Visibility.ANY))
        .constructorDetector(
            ConstructorDetector.EXPLICIT_ONLY.withSingleArgMode(
                ConstructorDetector.SingleArgConstructor.PROPERTIES))
        .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(
            MapperFeature.INFER_CREATOR_FROM_CONSTRUCTOR_PROPERTIES,
            MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
            DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
            DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(
            SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS,
            SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .polymorphicTypeValidator(new SessionTyping.NamesOnly())
        .setDefaultTyping(new SessionTyping(classes))
        .addModule(new SessionModule(classes))
        .typeFactory(TypeFactory.createDefaultInstance().withClassLoader(classes.classLoader()))
        .build();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(LargeNumbers.MAX_LENGTH)
                .maxNameLength(MAX_NAME)
                .maxDocumentLength(MAX_DOCUMENT)
                .maxTokenCount(MAX_TOKENS)
                .build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .build();
  }

  private static final class SessionModule extends SimpleModule {

    private final transient AllowedClasses classes;

    SessionModule(AllowedClasses classes) {
      super("session");
      this.classes = classes;
    }

    @Override
    public void setupModule(JacksonModule.SetupContext context) {
      super.setupModule(context);
      TextForms texts = new TextForms(classes);
      context.addSerializers(new SessionWriters(classes, texts));
      context.addDeserializers(new SessionReaders(texts));
      context.addSerializerModifier(new WriteGuard(classes));
      context.addDeserializerModifier(new ReadGuard(classes));
      context.addValueInstantiators(new ConstructorlessInstantiators());
    }
  }
}
