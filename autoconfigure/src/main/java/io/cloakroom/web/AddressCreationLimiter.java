package io.cloakroom.web;

import io.cloakroom.lifecycle.SessionMeters;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each client address create so many sessions a minute, on this node.
 *
 * <p>An IPv6 address counts by its first 64 bits, since whoever has one has all of those. So many
 * addresses are remembered as created sessions last: one that is forgotten begins anew, and one
 * that keeps trying is not forgotten.
 */
public final class AddressCreationLimiter implements CreationLimiter {

  private static final Logger log = LoggerFactory.getLogger(AddressCreationLimiter.class);

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");
  private static final int NETWORK_BYTES = 8;
  private static final int LONGEST = 45;

  private final Map<String, Bucket> buckets;
  private final int limit;
  private final SessionMeters meters;
  private final TimeMeter clock;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Makes a limiter that has seen nobody.
   *
   * @param limit sessions a minute for each address; at least 1
   * @param capacity addresses that are remembered; some 500 bytes each
   * @param meters counts refusals
   */
  public AddressCreationLimiter(int limit, int capacity, SessionMeters meters) {
    this(limit, capacity, meters, TimeMeter.SYSTEM_NANOTIME);
  }

  AddressCreationLimiter(int limit, int capacity, SessionMeters meters, TimeMeter clock) {
    this.limit = limit;
    this.meters = meters;
    this.clock = clock;
    this.buckets = new LeastRecentlyUsed(capacity);
  }

  @Override
  public void admit(String address) {
    ConsumptionProbe probe = bucket(network(address)).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return;
    }
    meters.creationRefused();
    if (warned.compareAndSet(false, true)) {
      log.warn(
          "A client has created more than {} sessions in a minute and is answered with 429; reported once, see cloakroom.creations.refused",
          limit);
    }
    long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
    throw new TooManyCreationsException(
        "The client has created more than %d sessions in a minute: raise cloakroom.limits.creations-per-address if that is legitimate"
            .formatted(limit),
        Duration.ofSeconds(seconds));
  }

  private Bucket bucket(String network) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          network,
          fresh ->
              Bucket.builder()
                  .addLimit(
                      limits -> limits.capacity(limit).refillGreedy(limit, Duration.ofMinutes(1)))
                  .withCustomTimePrecision(clock)
                  .build());
    }
  }

  /** Returns the network of an IPv6 address, and everything else as it is. */
  static String network(String address) {
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    if (plain.indexOf(':') < 0 || !IPV6.matcher(plain).matches()) {
      // Nothing that a forwarding header may say is asked of DNS, or remembered at length.
      return plain.substring(0, Math.min(plain.length(), LONGEST));
    }
    try {
      InetAddress parsed = InetAddress.getByName(plain);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
          : parsed.getHostAddress();
    } catch (UnknownHostException noAddress) {
      return plain;
    }
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, Bucket> {

    private static final long serialVersionUID = 1;
    private static final int INITIAL = 16;
    private static final float LOAD = 0.75f;

    private final int capacity;

    LeastRecentlyUsed(int capacity) {
      super(INITIAL, LOAD, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > capacity;
    }
  }
}
