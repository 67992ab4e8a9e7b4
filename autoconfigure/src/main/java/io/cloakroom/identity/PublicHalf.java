package io.cloakroom.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * Finds the public half of a private key on P-256, so that the private one is all that has to be
 * configured, and the two cannot fail to match. The JDK offers no such thing, but an agreement with
 * the curve's generator has its x-coordinate for a result; of the two points there, the one that
 * verifies a signature is it.
 */
final class PublicHalf {

  private static final byte[] PROBE = {1};

  private PublicHalf() {}

  /**
   * Returns the public half.
   *
   * @throws GeneralSecurityException if there is none
   */
  static ECPublicKey of(ECPrivateKey secret) throws GeneralSecurityException {
    ECParameterSpec curve = secret.getParams();
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger x = x(secret, curve);
    BigInteger square =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB());
    // A root, since p is 3 modulo 4.
    BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    for (BigInteger each : List.of(y, p.subtract(y))) {
      ECPublicKey candidate = point(new ECPoint(x, each), curve);
      if (belongTogether(secret, candidate)) {
        return candidate;
      }
    }
    throw new InvalidKeyException("No public key verifies what it signs");
  }

  private static BigInteger x(ECPrivateKey secret, ECParameterSpec curve)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(secret);
    agreement.doPhase(point(curve.getGenerator(), curve), true);
    return new BigInteger(1, agreement.generateSecret());
  }

  private static ECPublicKey point(ECPoint point, ECParameterSpec curve)
      throws GeneralSecurityException {
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
  }

  private static boolean belongTogether(PrivateKey secret, PublicKey candidate)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(secret);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(candidate);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
