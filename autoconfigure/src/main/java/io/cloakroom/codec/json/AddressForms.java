package io.cloakroom.codec.json;

import io.cloakroom.codec.OfflineUrls;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Addresses as text: {@code host/1.2.3.4}, without what is unknown. No name service is asked, for
 * the bytes of a store say which name it would be asked for.
 */
final class AddressForms {

  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern COLON = Pattern.compile(":");
  private static final int IPV4_PARTS = 4;
  private static final int IPV6_PARTS = 8;

  private AddressForms() {}

  static List<TextForm<?>> all() {
    return List.of(
        new TextForm<>(URL.class, url -> permitted(url.toString()), AddressForms::url),
        new TextForm<>(InetAddress.class, AddressForms::format, AddressForms::address),
        new TextForm<>(InetSocketAddress.class, AddressForms::format, AddressForms::socket));
  }

  /** Other schemes may do something on their own, or load their handler. */
  private static String permitted(String text) {
    if (!text.startsWith("http://") && !text.startsWith("https://")) {
      throw new RefusedValueException(URL.class, "is neither http nor https");
    }
    return text;
  }

  private static URL url(String text) throws IOException {
    return OfflineUrls.of(new URL(permitted(text)));
  }

  private static String format(InetAddress address) {
    if (address instanceof Inet6Address scoped && scoped.getScopedInterface() != null) {
      throw new RefusedValueException(InetAddress.class, "has an interface of this node as scope");
    }
    String text = address.toString();
    return text.startsWith("/") ? text.substring(1) : text;
  }

  private static InetAddress address(String text) throws UnknownHostException {
    int slash = text.lastIndexOf('/');
    String host = slash < 0 ? null : text.substring(0, slash);
    String literal = text.substring(slash + 1);
    int percent = literal.indexOf('%');
    return percent < 0
        ? InetAddress.getByAddress(host, bytes(literal))
        : Inet6Address.getByAddress(
            host,
            bytes(literal.substring(0, percent)),
            Integer.parseInt(literal.substring(percent + 1)));
  }

  private static byte[] bytes(String literal) throws UnknownHostException {
    boolean v4 = literal.indexOf(':') < 0;
    String[] parts = (v4 ? DOT : COLON).split(literal, -1);
    if (parts.length != (v4 ? IPV4_PARTS : IPV6_PARTS)) {
      throw new UnknownHostException("not an address");
    }
    ByteBuffer bytes = ByteBuffer.allocate(v4 ? Integer.BYTES : 2 * Long.BYTES);
    for (String part : parts) {
      if (v4) {
        bytes.put((byte) Integer.parseInt(part));
      } else {
        bytes.putShort((short) Integer.parseInt(part, 16));
      }
    }
    return bytes.array();
  }

  /** What is not resolved has no slash. */
  private static String format(InetSocketAddress socket) {
    String host =
        socket.isUnresolved() ? socket.getHostString() : "/" + format(socket.getAddress());
    return host + ":" + socket.getPort();
  }

  private static InetSocketAddress socket(String text) throws UnknownHostException {
    int colon = text.lastIndexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    String host = text.substring(0, Math.max(colon, 0));
    return host.startsWith("/")
        ? new InetSocketAddress(address(host.substring(1)), port)
        : InetSocketAddress.createUnresolved(host, port);
  }
}
