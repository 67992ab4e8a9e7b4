package io.cloakroom.benchmarks.web;

import java.lang.reflect.Proxy;

/** Objects that fail whatever they are asked, so that nothing is measured by mistake. */
final class Nothing {

  private Nothing() {}

  static <T> T of(Class<T> type) {
    Object nothing =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method + " is not expected to be asked");
            });
    return type.cast(nothing);
  }
}
