package io.cloakroom.codec.fuzz;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notes for which classes it was asked. */
final class ClassLoaderSpy extends ClassLoader {

  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  ClassLoaderSpy() {
    super(ClassLoaderSpy.class.getClassLoader());
  }

  Set<String> asked() {
    return asked;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    asked.add(name);
    return super.loadClass(name, resolve);
  }
}
