package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;

import io.cloakroom.codec.cases.app.Awkward;
import io.cloakroom.codec.cases.app.Beans.Holder;
import io.cloakroom.codec.cases.app.Beans.Node;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.outsider.Bomb;
import org.outsider.Stranger;

/** What a session should not hold. */
final class AwkwardCases {

  private static final String LAMBDA = "is a lambda";
  private static final String LAMBDA_CLASS = "java.lang.invoke.SerializedLambda";
  private static final String OFF_THE_LIST = "is not a class of the application's";
  private static final String ALLOWED_PACKAGES = "cloakroom.serialization.allowed-packages";

  private AwkwardCases() {}

  static List<SessionValue> all() {
    return new Theme("Awkward")
        .exactWithJdk("cycle", Node::cycle, refused("is in a cycle", "Node", "other"))
        .value(
            "inner class",
            () -> new Awkward().new Inner(),
            refused("has an outer instance", "Awkward$Inner", "inner"),
            refused("its outer class is not Serializable", "Awkward"))
        .value(
            "lambda",
            Awkward::lambda,
            refused(LAMBDA, "Awkward", "lambda"),
            refused(LAMBDA, LAMBDA_CLASS))
        .value(
            "proxy", Awkward::proxy, refused("is a proxy", "proxy"), refused("is a proxy", "Named"))
        .exactWithJdk(
            "anonymous map", Awkward::doubleBraceMap, refused("is anonymous", "anonymous"))
        .exactWithJdk(
            "anonymous list", Awkward::doubleBraceList, refused("is anonymous", "anonymous"))
        .exact("local record", Awkward::localRecord)
        .value(
            "local record of another package",
            Stranger::local,
            refused(OFF_THE_LIST, "Stranger$1Local", ALLOWED_PACKAGES),
            refused(OFF_THE_LIST, "Stranger$1Local", ALLOWED_PACKAGES))
        .value(
            "record of another package",
            () -> new Stranger(1),
            refused(OFF_THE_LIST, "org.outsider.Stranger", ALLOWED_PACKAGES),
            refused(OFF_THE_LIST, "org.outsider.Stranger", ALLOWED_PACKAGES))
        .value(
            "field that holds a lambda",
            () -> new Holder(Awkward.lambda()),
            refused(LAMBDA, "Holder", "held", "lambda"),
            refused(LAMBDA, LAMBDA_CLASS))
        .value(
            "field that holds a thread",
            () -> new Holder(Thread.currentThread()),
            refused(OFF_THE_LIST, "held", "java.lang.Thread"),
            refused("is not Serializable", "java.lang.Thread"))
        .value(
            "field that holds a class of another package",
            () -> new Holder(new Bomb()),
            refused(OFF_THE_LIST, "held", "org.outsider.Bomb", ALLOWED_PACKAGES),
            refused("is not Serializable", "org.outsider.Bomb"))
        .value(
            "field that holds a record of another package",
            () -> new Holder(new Stranger(1)),
            refused(OFF_THE_LIST, "held", "org.outsider.Stranger", ALLOWED_PACKAGES),
            refused(OFF_THE_LIST, "org.outsider.Stranger", ALLOWED_PACKAGES))
        .value(
            "field that holds an input stream",
            () -> new Holder(new ByteArrayInputStream(new byte[1])),
            refused(OFF_THE_LIST, "held", "java.io.ByteArrayInputStream"),
            refused("is not Serializable", "java.io.ByteArrayInputStream"))
        .exactWithJdk(
            "readObject that rebuilds a field",
            () -> new Awkward.WithReadObject("b"),
            refused("JSON would skip its readObject", "WithReadObject", "readObject"))
        .exactWithJdk(
            "map with a field",
            () -> new Awkward.OwnedMap("me"),
            refused("JSON would lose the field", "OwnedMap", "owner"))
        .exactWithJdk(
            "list with a field",
            () -> new Awkward.LimitedList(3),
            refused("JSON would lose the field", "LimitedList", "limit"))
        .exactWithJdk(
            "exception with a field",
            () -> new Awkward.CodedException("boom", 42),
            refused("cannot be made of its message", "CodedException", "constructor"))
        .values();
  }
}
