package io.cloakroom.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.net.URL;
import java.util.Map;

/** Reads objects of allowed classes, within limits. */
final class AllowListedInputStream extends ObjectInputStream {

  private static final int MAX_DEPTH = 100;
  private static final int MAX_REFERENCES = 1_000_000;

  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class,
          "void", void.class);

  private final ClassAllowList allowed;
  private final ClassLoader classLoader;
  private final int maxElements;
  private final ExpandedSize size;
  private long elements;

  AllowListedInputStream(
      InputStream in, int length, ClassAllowList allowed, ClassLoader classLoader)
      throws IOException {
    super(in);
    // Each element takes a byte of the stream at least: arrays that claim more, one or all of them,
    // are not worth the memory, which is taken before the first element is read.
    this.maxElements = length;
    this.size = new ExpandedSize(length);
    this.allowed = allowed;
    this.classLoader = classLoader;
    enableResolveObject(true);
    setObjectInputFilter(
        ObjectInputFilter.merge(this::judge, ObjectInputFilter.Config.getSerialFilter()));
  }

  /** Judges by name, before the class is loaded: a filter alone would be asked after that. */
  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
    String name = description.getName();
    Class<?> primitive = PRIMITIVES.get(name);
    if (primitive != null) {
      return primitive;
    }
    if (!allowed.allows(name)) {
      throw new RefusedClassException(ClassAllowList.shown(name));
    }
    return Class.forName(name, false, classLoader);
  }

  /** Before a set or a map that it is in asks for its hash code. */
  @Override
  protected Object resolveObject(Object read) throws IOException {
    size.check(read);
    return read instanceof URL url ? OfflineUrls.of(url) : read;
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) {
    throw new RefusedClassException(
        "a proxy of " + (interfaces.length == 0 ? "nothing" : ClassAllowList.shown(interfaces[0])));
  }

  private Status judge(FilterInfo info) {
    elements += Math.max(info.arrayLength(), 0);
    if (info.depth() > MAX_DEPTH || info.references() > MAX_REFERENCES || elements > maxElements) {
      return Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    return allowed.allows(type.getName()) || type.isPrimitive() ? Status.ALLOWED : Status.REJECTED;
  }
}
