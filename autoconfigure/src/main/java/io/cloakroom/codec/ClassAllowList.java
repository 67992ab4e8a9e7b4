package io.cloakroom.codec;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The classes that session attributes may be made of (OWASP Deserialization Cheat Sheet: allow what
 * is expected, by name, before it is loaded).
 *
 * <p>Always allowed are values and collections of the JDK, each by its name, and the serializable
 * classes of those packages of Spring whose objects belong into a session. The application adds its
 * own packages.
 */
public final class ClassAllowList {

  private static final int MAX_NAME = 500;
  private static final int MAX_DIMENSIONS = 8;

  /** Packages where classes live that do something when they are made, or set. */
  private static final List<String> TOO_BROAD =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "scala.",
          "groovy.");

  /** Libraries that are found in many applications: neither all of one, nor what is around it. */
  private static final List<String> LIBRARIES =
      List.of(
          "org.springframework.",
          "org.apache.",
          "org.apache.commons.",
          "org.codehaus.",
          "org.hibernate.",
          "org.eclipse.",
          "org.postgresql.",
          "org.mariadb.",
          "org.h2.",
          "com.fasterxml.",
          "com.google.",
          "com.mchange.",
          "com.mysql.",
          "com.zaxxer.",
          "ch.qos.",
          "io.lettuce.",
          "io.micrometer.",
          "io.netty.",
          "net.bytebuddy.",
          "net.sf.",
          "tools.jackson.");

  private static final Pattern NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

  /** What a name of a class may look like; identifiers could have control characters in them. */
  private static final Pattern SHOWN =
      Pattern.compile("[\\p{L}\\p{N}_$\\[<>~;/]*\\.[\\p{L}\\p{N}_$.<>~;/]*");

  private static final int MAX_SHOWN = 200;

  private final List<String> applicationPackages;

  /**
   * Makes a list.
   *
   * @param applicationPackages whose classes are allowed, those of their subpackages included; a
   *     name may also be that of one class
   * @throws IllegalArgumentException if one of them is not such a name, or has in it what must not
   *     be made from bytes; the message says which and why
   */
  public ClassAllowList(Collection<String> applicationPackages) {
    applicationPackages.forEach(ClassAllowList::checkEntry);
    this.applicationPackages = List.copyOf(applicationPackages);
  }

  /**
   * Judges a class by its name alone, so that a refused one need not be loaded. What it allows of
   * Spring is to be judged by {@link #allows(Class)} too.
   *
   * @param name as {@link Class#getName()} returns it; that of an array is judged by its elements
   */
  public boolean allows(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return false;
    }
    String element = elementOf(name);
    return element.isEmpty()
        || JdkTypes.contains(element)
        || SpringTypes.mayContain(element)
        || isOfTheApplication(element);
  }

  /** Judges a class. */
  public boolean allows(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    String name = element.getName();
    return element.isPrimitive()
        || JdkTypes.contains(name)
        || isOfTheApplication(name)
        || SpringTypes.contains(element);
  }

  /**
   * Returns what a message may show of what stands where a class is named. It may be anything: part
   * of a value, if what was an array of strings is now read as one of objects, or lines for a log.
   */
  public static String shown(String name) {
    if (!SHOWN.matcher(name).matches()) {
      return "(not a name)";
    }
    return name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "..." : name;
  }

  /** Says what to do about a class that is not allowed. */
  public String remedy(String name) {
    return TOO_BROAD.stream().anyMatch(name::startsWith)
        ? "it is none of the values and collections of the JDK that a session may hold; store what is in it in one of those"
        : "add its package to cloakroom.serialization.allowed-packages if it is the application's";
  }

  private boolean isOfTheApplication(String name) {
    if (name.contains("$$") || name.contains("$Proxy") || name.indexOf('/') >= 0) {
      return false;
    }
    for (String entry : applicationPackages) {
      if (name.startsWith(entry)
          && (name.length() == entry.length()
              || name.charAt(entry.length()) == '.'
              || name.charAt(entry.length()) == '$')) {
        return true;
      }
    }
    return false;
  }

  private static void checkEntry(String entry) {
    if (!NAME.matcher(entry).matches() || entry.endsWith(".") || entry.contains("..")) {
      throw new IllegalArgumentException(
          "An allowed package is named as in a package declaration, was '" + entry + "'.");
    }
    String asPackage = entry + ".";
    if (TOO_BROAD.stream().anyMatch(asPackage::startsWith)) {
      throw new IllegalArgumentException(
          "'"
              + entry
              + "' is not a package of the application. Values and collections of the JDK are allowed already; for others, store a class of your own.");
    }
    for (String library : LIBRARIES) {
      if (library.startsWith(asPackage)) {
        throw new IllegalArgumentException(
            "'"
                + entry
                + "' is too broad: in it is "
                + library
                + "*, with classes that do harm when they are made. Name the package of your classes.");
      }
    }
  }

  /** Returns the element's name of an array class, nothing if that is primitive. */
  private static String elementOf(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return name;
    }
    String element = name.substring(dimensions);
    if (dimensions > MAX_DIMENSIONS) {
      return name;
    }
    if (element.length() == 1 && "ZBCSIJFD".contains(element)) {
      return "";
    }
    boolean object = element.startsWith("L") && element.endsWith(";") && element.length() > 2;
    return object ? element.substring(1, element.length() - 1) : name;
  }
}
