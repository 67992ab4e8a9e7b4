package io.cloakroom.codec.json;

import io.cloakroom.codec.ClassAllowList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The classes that text may name, and values may be of. None other is loaded. */
final class AllowedClasses {

  private final ClassAllowList allowed;
  private final ClassLoader classLoader;
  private final Map<String, String> aliases;

  /** Classes that were looked up already: each object that is written asks. */
  private final Set<Class<?>> known = ConcurrentHashMap.newKeySet();

  AllowedClasses(ClassAllowList allowed, ClassLoader classLoader, Map<String, String> aliases) {
    this.allowed = allowed;
    this.classLoader = classLoader;
    this.aliases = Map.copyOf(aliases);
  }

  ClassLoader classLoader() {
    return classLoader;
  }

  /**
   * Returns the class of this name, or of the name that has taken its place.
   *
   * @throws RefusedValueException if it is not allowed, or not there
   */
  Class<?> named(String written) {
    String name = current(written);
    if (!allowed.allows(name)) {
      throw new RefusedValueException(
          "class " + ClassAllowList.shown(name) + " is not allowed; " + allowed.remedy(name));
    }
    try {
      Class<?> type = Class.forName(name, false, classLoader);
      check(type);
      return type;
    } catch (ClassNotFoundException | LinkageError e) {
      throw new RefusedValueException(
          "this node has no class "
              + ClassAllowList.shown(name)
              + "; if it was renamed, name the new one in cloakroom.serialization.type-aliases");
    }
  }

  /**
   * Lets an allowed class pass.
   *
   * @throws RefusedValueException if it is not allowed
   */
  void check(Class<?> type) {
    if (!allows(type)) {
      throw new RefusedValueException(
          "class " + type.getName() + " is not allowed; " + allowed.remedy(type.getName()));
    }
  }

  boolean allows(Class<?> type) {
    if (known.contains(type)) {
      return true;
    }
    boolean allows = allowed.allows(type);
    if (allows) {
      known.add(type);
    }
    return allows;
  }

  /** An array is renamed with its elements. */
  private String current(String written) {
    int element = written.lastIndexOf('[') + 1;
    if (element == 0 || !written.startsWith("L", element) || !written.endsWith(";")) {
      return aliases.getOrDefault(written, written);
    }
    String name = written.substring(element + 1, written.length() - 1);
    return written.substring(0, element + 1) + aliases.getOrDefault(name, name) + ";";
  }
}
