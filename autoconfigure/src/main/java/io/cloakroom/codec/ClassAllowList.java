package io.cloakroom.codec;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The classes that session attributes may be made of. It judges by name alone, so that a refused
 * class is not even loaded.
 *
 * <p>Always allowed are values and collections of the JDK, and what Spring Security and Spring MVC
 * put into a session. The application adds its own packages.
 */
public final class ClassAllowList {

  private static final Set<String> JDK_PACKAGES =
      Set.of(
          "java.lang",
          "java.math",
          "java.time",
          "java.time.chrono",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.regex");

  private static final Set<String> JDK_CLASSES =
      Set.of(
          "java.io.IOException",
          "java.io.NotSerializableException",
          "java.io.ObjectStreamException",
          "java.net.URI",
          "java.net.URL",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp");

  private static final List<String> SPRING_PACKAGES =
      List.of(
          "org.springframework.security.",
          "org.springframework.web.",
          "org.springframework.validation.",
          "org.springframework.util.");

  private static final Pattern PACKAGE =
      Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");

  private final List<String> applicationPackages;

  /**
   * Makes a list.
   *
   * @param applicationPackages whose classes are allowed, those of their subpackages included
   * @throws IllegalArgumentException if one of them is not the name of a package
   */
  public ClassAllowList(Collection<String> applicationPackages) {
    for (String name : applicationPackages) {
      if (!PACKAGE.matcher(name).matches() || name.endsWith(".")) {
        throw new IllegalArgumentException(
            "An allowed package is named as in a package declaration, was '" + name + "'");
      }
    }
    this.applicationPackages = applicationPackages.stream().map(name -> name + ".").toList();
  }

  /**
   * Judges a class.
   *
   * @param name as {@link Class#getName()} returns it; that of an array is judged by its elements
   */
  public boolean allows(String name) {
    String element = elementOf(name);
    if (element.isEmpty()) {
      return true;
    }
    int dot = element.lastIndexOf('.');
    return JDK_PACKAGES.contains(dot < 0 ? "" : element.substring(0, dot))
        || JDK_CLASSES.contains(element)
        || SPRING_PACKAGES.stream().anyMatch(element::startsWith)
        || applicationPackages.stream().anyMatch(element::startsWith);
  }

  /** Says what to do about a class that is not allowed. */
  String remedy() {
    return "add its package to cloakroom.serialization.allowed-packages if it is the application's";
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
    return element.startsWith("L") && element.endsWith(";")
        ? element.substring(1, element.length() - 1)
        : "";
  }
}
