package io.cloakroom.autoconfigure;

import io.cloakroom.codec.AttributeFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** How attributes become bytes. */
public class SerializationProperties {

  /** Format in which attributes are written. Every format is always read. */
  private AttributeFormat format = AttributeFormat.JSON;

  /** Packages, or classes, that may be in a session besides those of the application. */
  private Set<String> allowedPackages = new LinkedHashSet<>();

  /** Classes whose values are written by JDK serialization, whatever the format. */
  private Set<String> javaClasses = new LinkedHashSet<>();

  /** Names of classes as they were written in JSON, and the names that they have now. */
  private Map<String, String> typeAliases = new LinkedHashMap<>();

  /** Size above which an attribute is compressed. If it is not set, none is. */
  private @Nullable DataSize compressAbove;

  public AttributeFormat getFormat() {
    return format;
  }

  public void setFormat(AttributeFormat format) {
    this.format = format;
  }

  public Set<String> getAllowedPackages() {
    return allowedPackages;
  }

  public void setAllowedPackages(Set<String> allowedPackages) {
    this.allowedPackages = allowedPackages;
  }

  public Set<String> getJavaClasses() {
    return javaClasses;
  }

  public void setJavaClasses(Set<String> javaClasses) {
    this.javaClasses = javaClasses;
  }

  public Map<String, String> getTypeAliases() {
    return typeAliases;
  }

  public void setTypeAliases(Map<String, String> typeAliases) {
    this.typeAliases = typeAliases;
  }

  public @Nullable DataSize getCompressAbove() {
    return compressAbove;
  }

  public void setCompressAbove(@Nullable DataSize compressAbove) {
    this.compressAbove = compressAbove;
  }
}
