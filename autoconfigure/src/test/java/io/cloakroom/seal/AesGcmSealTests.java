package io.cloakroom.seal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.AttributeDecodingException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AesGcmSealTests {

  private static final String A = "a:2Vg5eLtv3L6HyoVGvPx1WUfy8ZLNuZoKkmOhhbkqZ5E=";
  private static final String B = "b:" + random();

  /** The cart, made by another implementation from what the javadoc says. */
  private static final String SEALED_BY_0_1_0 =
      "03010161bc35fcd8cba934941471fe8b332f511d084a3f9a97effa58654d624ff777bf11a0e86fbb3fbdb27ae1d739a5a8ab76517f5e6a7210dc";

  private static final byte[] CART = "{\"coat\":1}".getBytes(UTF_8);

  private final AesGcmSeal seal = new AesGcmSeal(KeyRing.of(List.of(A)), SealMode.SEAL);

  @Test
  void whatIsSealedIsOpened() {
    byte[] sealed = seal.seal("lineage", "cart", CART);

    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("coat");
    assertThat(seal.open("lineage", "cart", sealed)).isEqualTo(CART);
  }

  @Property
  void anythingIsOpenedAsItWasSealed(
      @ForAll byte[] encoded, @ForAll String lineage, @ForAll String name) {
    byte[] sealed = seal.seal(lineage, name, encoded);

    assertThat(sealed).hasSize(3 + 1 + 16 + 12 + encoded.length + 16);
    assertThat(seal.open(lineage, name, sealed)).isEqualTo(encoded);
  }

  @Property
  void whateverSaysThatItIsSealedIsRefused(@ForAll byte[] rest, @ForAll boolean sealed) {
    byte[] stored = concat(sealed ? new byte[] {3, 1, 1, 'a'} : new byte[] {3}, rest);

    refusal(seal, "lineage", "cart", stored);
  }

  /** What this version sealed, later versions open. */
  @Test
  void whatWasSealedOnceIsOpenedForEver() {
    byte[] sealed = HexFormat.of().parseHex(SEALED_BY_0_1_0);

    assertThat(seal.open("lineage", "cart", sealed)).isEqualTo(CART);
  }

  @Test
  void formatIsAsDocumented() throws GeneralSecurityException {
    byte[] sealed = seal.seal("lineage", "cart", CART);

    assertThat(Arrays.copyOf(sealed, 4)).isEqualTo(new byte[] {3, 1, 1, 'a'});
    byte[] key =
        Hkdf.derive(
            Base64.getDecoder().decode(A.substring(2)),
            Arrays.copyOfRange(sealed, 4, 20),
            "io.cloakroom.seal.1".getBytes(US_ASCII));
    byte[] place = concat(new byte[] {0, 0, 0, 7}, "lineagecart".getBytes(UTF_8));
    assertThat(
            AesGcm.decrypt(
                key,
                Arrays.copyOfRange(sealed, 20, 32),
                concat(Arrays.copyOf(sealed, 32), place),
                Arrays.copyOfRange(sealed, 32, sealed.length)))
        .isEqualTo(CART);
  }

  @Test
  void eachSealHasItsOwnSaltAndNonce() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] sealed = seal.seal("lineage", "cart", CART);
      assertThat(seen.add(new String(sealed, 4, 16, ISO_8859_1))).as("salt").isTrue();
      assertThat(seen.add(new String(sealed, 20, 12, ISO_8859_1))).as("nonce").isTrue();
      assertThat(seen.add(new String(sealed, 32, sealed.length - 32, ISO_8859_1))).isTrue();
    }
  }

  @Test
  void valueIsBoundToItsSessionAndAttribute() {
    byte[] sealed = seal.seal("lineage", "cart", CART);

    assertThat(refusal(seal, "other", "cart", sealed)).hasMessageContaining("does not open it");
    assertThat(refusal(seal, "lineage", "trac", sealed)).hasMessageContaining("changed or moved");
    assertThat(refusal(seal, "lineag", "ecart", sealed)).as("shifted").isNotNull();
    assertThat(refusal(seal, "lineagec", "art", sealed)).as("shifted").isNotNull();
    assertThat(refusal(seal, "", "lineagecart", sealed)).as("shifted").isNotNull();
  }

  @Test
  void eachBitCounts() {
    byte[] sealed = seal.seal("lineage", "cart", CART);
    // Without the marker it would not be sealed, and be for the codec to refuse.
    for (int bit = Byte.SIZE; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      assertThat(refusal(seal, "lineage", "cart", changed)).as("bit " + bit).isNotNull();
    }
  }

  @Test
  void eachByteCounts() {
    byte[] sealed = seal.seal("lineage", "cart", CART);
    for (int length = 1; length < sealed.length; length++) {
      assertThat(refusal(seal, "lineage", "cart", Arrays.copyOf(sealed, length)))
          .as("%d of %d bytes", length, sealed.length)
          .isNotNull();
    }
    assertThat(refusal(seal, "lineage", "cart", concat(sealed, new byte[1]))).isNotNull();
  }

  @Test
  void otherKeyOfTheSameIdDoesNotOpen() {
    AesGcmSeal other = new AesGcmSeal(KeyRing.of(List.of("a:" + random())), SealMode.SEAL);

    assertThat(refusal(other, "lineage", "cart", seal.seal("lineage", "cart", CART)))
        .hasMessageContaining("another key of this id");
  }

  @Test
  void oldKeysOpenAndTheFirstOneSeals() {
    byte[] old = seal.seal("lineage", "cart", CART);
    AesGcmSeal rotated = new AesGcmSeal(KeyRing.of(List.of(B, A)), SealMode.SEAL);

    assertThat(rotated.open("lineage", "cart", old)).isEqualTo(CART);
    byte[] now = rotated.seal("lineage", "cart", CART);
    assertThat(now[3]).isEqualTo((byte) 'b');
    assertThat(refusal(seal, "lineage", "cart", now))
        .hasMessage(
            "Session attribute 'cart' cannot be read: it is sealed with key 'b', which this node does not have. Put it back, at the end of cloakroom.encryption.keys.");
  }

  @Test
  void whatIsNotSealedIsReadUnlessSealsAreRequired() {
    AesGcmSeal strict = new AesGcmSeal(KeyRing.of(List.of(A)), SealMode.REQUIRE);

    for (byte[] plain : List.of(CART, new byte[] {1, 2}, new byte[] {2, 1}, new byte[0])) {
      assertThat(seal.open("lineage", "cart", plain)).isSameAs(plain);
      assertThat(refusal(strict, "lineage", "cart", plain)).hasMessageContaining("not sealed");
    }
    byte[] sealed = strict.seal("lineage", "cart", CART);
    assertThat(strict.open("lineage", "cart", sealed)).isEqualTo(CART);
  }

  @Test
  void openModeOpensAndSealsNothing() {
    AesGcmSeal open = new AesGcmSeal(KeyRing.of(List.of(A)), SealMode.OPEN);

    assertThat(open.seal("lineage", "cart", CART)).isSameAs(CART);
    assertThat(open.open("lineage", "cart", seal.seal("lineage", "cart", CART))).isEqualTo(CART);
  }

  @Test
  void withoutKeysNothingIsSealedAndNothingOpened() {
    AesGcmSeal none = new AesGcmSeal(KeyRing.of(List.of()), SealMode.SEAL);

    assertThat(none.seal("lineage", "cart", CART)).isSameAs(CART);
    assertThat(refusal(none, "lineage", "cart", seal.seal("lineage", "cart", CART)))
        .hasMessageContaining("sealed with key 'a', which this node does not have");
  }

  @Test
  void refusalTellsNothingThatIsNotPublic() {
    String secret = A.substring(2);
    byte[] sealed = seal.seal("lineage", "cart", CART);
    byte[] forgedId =
        concat(new byte[] {3, 1, 32}, "\nERROR forged line in the log ".getBytes(UTF_8));

    for (byte[] stored : List.of(sealed, concat(forgedId, new byte[60]))) {
      AttributeDecodingException refusal = refusal(seal, "l9", "cart", stored);
      assertThat(refusal.toString() + refusal.getCause())
          .doesNotContain(secret, "l9", "lineage", "coat", "\n", "forged");
    }
  }

  private static AttributeDecodingException refusal(
      AesGcmSeal seal, String lineage, String name, byte[] stored) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            AttributeDecodingException.class, () -> seal.open(lineage, name, stored)));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static String random() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }
}
