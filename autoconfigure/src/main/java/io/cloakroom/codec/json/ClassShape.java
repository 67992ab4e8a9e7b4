package io.cloakroom.codec.json;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.util.ClassUtil;

/** Refuses classes whose objects are more than their fields say, or whose fields are lost. */
final class ClassShape {

  private static final String SPRING = "org.springframework.";

  /** Superclasses that say nothing of how an object is written. */
  private static final Set<Class<?>> PLAIN = Set.of(Object.class, Record.class, Enum.class);

  private ClassShape() {}

  /** Refuses what no later deployment, or no other node, can have. */
  static void checkKind(Class<?> type) {
    if (type.isHidden() || type.isSynthetic()) {
      throw new RefusedValueException(type, "is a lambda or a hidden class; use a named class");
    }
    if (Proxy.isProxyClass(type) || type.getName().contains("$$")) {
      throw new RefusedValueException(type, "is a proxy; store what it stands for");
    }
    if (type.isAnonymousClass() && !ClassUtil.isEnumType(type)) {
      throw new RefusedValueException(type, "is an anonymous class; use a named one");
    }
    boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    boolean local = type.isLocalClass() && !type.isRecord() && !type.isEnum();
    if ((inner || local) && isOurs(type)) {
      throw new RefusedValueException(
          type, "is an inner class, which holds the object around it; make it static");
    }
  }

  /** Refuses an object that writes itself, or whose fields cannot be told apart. */
  static void checkFields(Class<?> type) {
    checkHooks(type);
    Set<String> names = new HashSet<>();
    for (Field field : fields(type, each -> each != Object.class)) {
      if (!names.add(field.getName())) {
        throw new RefusedValueException(
            type,
            "has two fields named '"
                + field.getName()
                + "' in its hierarchy; rename one, or name it in cloakroom.serialization.java-classes");
      }
    }
  }

  /** Refuses an object that writes itself. */
  static void checkHooks(Class<?> type) {
    if (Externalizable.class.isAssignableFrom(type)) {
      throw selfWriting(type, "is Externalizable");
    }
    if (!type.isRecord()) {
      for (Class<?> each : hierarchy(type, ClassShape::isOurs)) {
        for (Method method : each.getDeclaredMethods()) {
          if (isHook(method)) {
            throw selfWriting(type, "has " + method.getName() + "()");
          }
        }
      }
    }
  }

  /** Refuses a number, a date, or another value of the JDK that is more than one. */
  static void checkNoValue(Class<?> type) {
    Class<?> known = type;
    while (!isOfTheJdk(known) && known.getSuperclass() != null) {
      known = known.getSuperclass();
    }
    if (known != type && !known.isInterface() && !PLAIN.contains(known)) {
      throw new RefusedValueException(
          type,
          "extends %s, which is stored as a value of its own; hold one in a field, or name it in cloakroom.serialization.java-classes"
              .formatted(known.getName()));
    }
  }

  /** Refuses fields in a class that is stored by its content, or by its message. */
  static void checkNoFields(Class<?> type, String what) {
    List<Field> fields = fields(type, ClassShape::isOurs);
    if (!fields.isEmpty()) {
      throw new RefusedValueException(
          type,
          "%s and has the field '%s', which would be lost; name it in cloakroom.serialization.java-classes"
              .formatted(what, fields.get(0).getName()));
    }
  }

  private static RefusedValueException selfWriting(Class<?> type, String why) {
    return new RefusedValueException(
        type, why + ", which JSON does not call; name it in cloakroom.serialization.java-classes");
  }

  private static boolean isOurs(Class<?> type) {
    return !ClassUtil.isJDKClass(type) && !type.getName().startsWith(SPRING);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  private static boolean isHook(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return switch (method.getName()) {
      case "writeReplace" -> parameters.length == 0;
      case "readObject" -> parameters.length == 1 && parameters[0] == ObjectInputStream.class;
      default -> false;
    };
  }

  private static List<Field> fields(Class<?> type, Predicate<Class<?>> within) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each : hierarchy(type, within)) {
      for (Field field : each.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isStatic(modifiers)
            && !Modifier.isTransient(modifiers)
            && !field.isSynthetic()) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static List<Class<?>> hierarchy(Class<?> type, Predicate<Class<?>> within) {
    List<Class<?>> hierarchy = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (within.test(each)) {
        hierarchy.add(each);
      }
    }
    return hierarchy;
  }
}
