package io.cloakroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A loopback port that takes TLS, in front of a server that does not, with a fresh certificate. */
public final class TlsProxy implements AutoCloseable {

  /** Of the key store with the certificate. */
  public static final String PASSWORD = "changeit";

  private static final int CHUNK = 16 * 1024;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Path keyStore;
  private final Endpoint server;
  private final SSLServerSocket listener;

  /** Opens a port whose certificate is for a name, such as {@code dns:localhost}. */
  public TlsProxy(Endpoint server, String name) {
    this.server = server;
    this.keyStore = Binaries.temporaryFolder("tls").resolve("keys.p12");
    Binaries.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "proxy",
            "-dname",
            "CN=proxy",
            "-ext",
            "san=" + name,
            "-storetype",
            "PKCS12",
            "-keystore",
            keyStore.toString(),
            "-storepass",
            PASSWORD));
    try {
      listener =
          (SSLServerSocket)
              context(keyStore)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SocketThread.start("tls-proxy", this::accept);
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns the PKCS #12 file that has the certificate. */
  public Path keyStore() {
    return keyStore;
  }

  /** Returns what makes a client trust the certificate. */
  public SSLContext trusting() {
    return context(keyStore);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(TlsProxy::close);
  }

  private static SSLContext context(Path keyStore) {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, PASSWORD.toCharArray());
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      certificates.setCertificateEntry("proxy", keys.getCertificate("proxy"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(certificates);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket upstream = new Socket(server.host(), server.port());
      upstream.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      open.add(client);
      open.add(upstream);
      SocketThread.start("tls-proxy", () -> pump(client, upstream));
      SocketThread.start("tls-proxy", () -> pump(upstream, client));
    }
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try {
      byte[] buffer = new byte[CHUNK];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
