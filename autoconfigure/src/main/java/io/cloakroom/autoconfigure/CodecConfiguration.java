package io.cloakroom.autoconfigure;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.CompressingAttributeCodec;
import io.cloakroom.codec.JdkAttributeCodec;
import io.cloakroom.codec.MixedAttributeCodec;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.unit.DataSize;

/** How attributes become bytes, by {@code cloakroom.serialization.*}. */
@Configuration(proxyBeanMethods = false)
class CodecConfiguration {

  @Bean
  @ConditionalOnMissingBean(AttributeCodec.class)
  CompressingAttributeCodec cloakroomAttributeCodec(
      CloakroomProperties properties, BeanFactory beans, ResourceLoader resources) {
    SerializationProperties settings = properties.getSerialization();
    ClassAllowList allowed = allowed(settings, beans);
    check("cloakroom.serialization.java-classes", settings.getJavaClasses(), allowed);
    check("cloakroom.serialization.type-aliases", settings.getTypeAliases().values(), allowed);
    ClassLoader known = resources.getClassLoader();
    ClassLoader classLoader = known == null ? ClassLoader.getSystemClassLoader() : known;
    DataSize compressAbove = settings.getCompressAbove();
    return new CompressingAttributeCodec(
        new MixedAttributeCodec(
            new JacksonAttributeCodec(allowed, classLoader, settings.getTypeAliases()),
            new JdkAttributeCodec(allowed, classLoader),
            settings.getFormat(),
            settings.getJavaClasses()),
        compressAbove == null ? Long.MAX_VALUE : compressAbove.toBytes());
  }

  private static ClassAllowList allowed(SerializationProperties settings, BeanFactory beans) {
    Set<String> packages = new LinkedHashSet<>(settings.getAllowedPackages());
    if (AutoConfigurationPackages.has(beans)) {
      packages.addAll(AutoConfigurationPackages.get(beans));
    }
    packages.remove("");
    try {
      return new ClassAllowList(packages);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationPropertyValueException(
          "cloakroom.serialization.allowed-packages",
          packages,
          e.getMessage() + " (The package of the application's main class is among them.)");
    }
  }

  private static void check(String property, Collection<String> names, ClassAllowList allowed) {
    for (String name : names) {
      if (!allowed.allows(name)) {
        throw new InvalidConfigurationPropertyValueException(
            property, name, "This class is not allowed: " + allowed.remedy(name) + ".");
      }
    }
  }
}
