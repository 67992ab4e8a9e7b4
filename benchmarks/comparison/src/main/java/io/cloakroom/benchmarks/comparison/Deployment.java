package io.cloakroom.benchmarks.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A variant at work: its application, a store of its own, and perhaps a proxy between them. */
final class Deployment implements AutoCloseable {

  private final Variant variant;
  private final Optional<StoreServer> store;
  private final Optional<ProxyProcess> proxy;
  private final ApplicationProcess application;
  private final Path cookieFile;
  private final List<String> properties;
  private final Folders folders;
  private String readPath;
  private String createPath;
  private List<String> cookies = List.of();
  private double bytesPerSession;

  private Deployment(
      Variant variant,
      Payload payload,
      Optional<StoreServer> store,
      Optional<ProxyProcess> proxy,
      List<String> properties,
      Folders folders,
      String... more) {
    this.variant = variant;
    this.properties = List.copyOf(properties);
    this.folders = folders;
    this.store = store;
    this.proxy = proxy;
    application = node(more);
    cookieFile = folders.work().resolve(variant.name() + ".cookies");
    readPath = variant.name().equals(Variants.NO_SESSION) ? "/none" : "/read";
    createPath = "/create?items=" + payload.items();
  }

  static Deployment start(Variant variant, Setup setup, Folders folders, String... more) {
    Optional<StoreServer> store = store(variant.store(), setup, folders);
    Optional<ProxyProcess> proxy =
        store
            .filter(running -> setup.proxied())
            .map(
                running ->
                    new ProxyProcess(
                        running.port(),
                        variant.store(),
                        folders.work().resolve(variant.name() + "-proxy.log")));
    List<String> properties = new ArrayList<>();
    store.ifPresent(
        running ->
            properties.addAll(
                running.properties(proxy.map(ProxyProcess::port).orElse(running.port()))));
    if (variant.isCloakroom()) {
      properties.add("cloakroom.limits.attribute-size=1MB");
      properties.add("cloakroom.limits.session-size=1MB");
      properties.add("cloakroom.limits.attributes=200");
    }
    return new Deployment(variant, setup.payload(), store, proxy, properties, folders, more);
  }

  /** Starts another node of the application, on the same store. */
  ApplicationProcess node(String... more) {
    List<String> all = new ArrayList<>(properties);
    all.addAll(List.of(more));
    return new ApplicationProcess(variant, all, folders);
  }

  /** Lets requests that read and create be others than usual. */
  void paths(String read, String create) {
    readPath = read;
    createPath = create;
  }

  /** Creates the sessions that load is about, and notes what they take. */
  void fill(int sessions) {
    // What the first sessions of all cost, such as tables and connections, is not theirs.
    SessionFiller.fill(application.port(), createPath, 1);
    long before = storedBytes();
    cookies(SessionFiller.fill(application.port(), createPath, sessions));
    bytesPerSession = (storedBytes() - before) / (double) sessions;
    if (variant.carriesSessions()) {
      // Load does not always take over what it writes; in stores it stays from the first write on.
      cookies(SessionFiller.follow(application.port(), "/write", cookies));
    }
    store.ifPresent(StoreServer::settle);
  }

  /** Lets load be about these sessions. */
  void cookies(List<String> others) {
    cookies = List.copyOf(others);
    Programs.write(cookieFile, String.join("\n", cookies) + "\n");
  }

  Load load(Workload workload, int connections, double seconds) {
    return new Load(
        application.port(), workload, readPath, createPath, cookieFile, connections, seconds);
  }

  /**
   * Lets the browser of each session have what it would have by now: wrk goes on with the cookies
   * that it began with, so each of its requests would be answered with another renewal.
   */
  void renewCookies() {
    if (variant.renewsCookies()) {
      cookies(SessionFiller.follow(application.port(), readPath, cookies));
    }
  }

  /** Measures once, after a little of the same load that does not count. */
  Sample measure(Workload workload, int connections, Options options, LoadDriver driver) {
    renewCookies();
    Load load = load(workload, connections, options.seconds());
    if (options.settling() > 0) {
      driver.run(load.lasting(options.settling()));
    }
    return observe(() -> driver.run(load));
  }

  /** Measures what goes on until a load has ended. */
  Sample observe(Supplier<LoadResult> load) {
    StoreUse storeBefore = storeUse();
    double applicationBefore = application.cpuSeconds();
    LoadResult result = load.get();
    return new Sample(
        result, application.cpuSeconds() - applicationBefore, storeUse().since(storeBefore));
  }

  Variant variant() {
    return variant;
  }

  ApplicationProcess application() {
    return application;
  }

  Optional<StoreServer> store() {
    return store;
  }

  Optional<ProxyProcess> proxy() {
    return proxy;
  }

  List<String> cookies() {
    return cookies;
  }

  double bytesPerSession() {
    return bytesPerSession;
  }

  String createPath() {
    return createPath;
  }

  StoreUse storeUse() {
    return store.map(StoreServer::use).orElse(StoreUse.NOTHING);
  }

  @Override
  public void close() {
    application.close();
    proxy.ifPresent(ProxyProcess::close);
    store.ifPresent(StoreServer::close);
  }

  private long storedBytes() {
    return store.map(StoreServer::storedBytes).orElse(0L);
  }

  private static Optional<StoreServer> store(StoreKind kind, Setup setup, Folders folders) {
    return switch (kind) {
      case NONE -> Optional.empty();
      case REDIS -> Optional.of(new RedisServer(folders.work()));
      case MEMCACHED -> Optional.of(new MemcachedServer(folders.work()));
      case POSTGRES -> Optional.of(new PostgresServer(folders.work(), setup.checkpoints()));
    };
  }
}
