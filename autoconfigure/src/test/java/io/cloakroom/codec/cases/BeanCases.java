package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;

import io.cloakroom.codec.cases.app.Annotated;
import io.cloakroom.codec.cases.app.Beans;
import io.cloakroom.codec.cases.app.Beans.Money;
import io.cloakroom.codec.cases.app.Cart;
import io.cloakroom.codec.cases.app.GiftItem;
import io.cloakroom.codec.cases.app.Item;
import io.cloakroom.codec.cases.app.KeyedMaps;
import io.cloakroom.codec.cases.app.Records.Address;
import io.cloakroom.codec.cases.app.Records.Circle;
import io.cloakroom.codec.cases.app.Records.Draw;
import io.cloakroom.codec.cases.app.Records.Pair;
import io.cloakroom.codec.cases.app.Records.Person;
import io.cloakroom.codec.cases.app.Records.Point;
import io.cloakroom.codec.cases.app.Records.Shapes;
import io.cloakroom.codec.cases.app.Records.Square;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Beans, records and sealed hierarchies. */
final class BeanCases {

  private static final Expected OPTIONAL =
      refused("holds an Optional, which is not Serializable", "java.util.Optional");

  private BeanCases() {}

  static List<SessionValue> all() {
    return new Theme("Beans and records")
        .exact("cart with private fields and throwing accessors", Cart::ofTwentyItems)
        .exact(
            "subclass in a list of its superclass",
            () -> new Cart().add(new GiftItem(1)).add(new Item(2)))
        .exact("immutable class", () -> new Money(new BigDecimal("12.50"), "EUR"))
        .exact(
            "immutable class that keeps other than it takes",
            () -> new Beans.PriceList(" x ", List.of(new Money(BigDecimal.ONE, "USD"))))
        .exactWithJdk(
            "field with the name of one in its superclass",
            Beans.Child::new,
            refused("has two fields of one name", "Child", "value"))
        .exact("record", () -> new Point(1, 2))
        .exactAsJson("record with an Optional, a list and an Object", () -> person("n"), OPTIONAL)
        .exactAsJson("record with an empty Optional", () -> person(""), OPTIONAL)
        .exact("record with nulls", () -> new Pair<>(null, List.of()))
        .exact("record with an array", () -> new Draw("d", new long[] {1, Long.MAX_VALUE}))
        .exact("record with a type parameter", () -> new Pair<>(5L, List.of(6L)))
        .exact("sealed hierarchy", () -> new Shapes(new Circle(1.5), Square.of(2f)))
        .exact("maps with keys that are not strings", KeyedMaps::simple)
        .exact("maps with records and mixed types as keys", KeyedMaps::complex)
        .exact("one thing referred to twice", Beans.Twice::new)
        .exact("transient fields, constructor without arguments", Beans.WithLog::new)
        .exact("transient fields, other constructor", () -> new Beans.NamedWithLog("x"))
        .exact("class without fields", Beans.Marker::new)
        .exact("annotations that hide fields from REST", Annotated.Account::used)
        .exact("@JsonTypeInfo with names", Annotated.Dog::new)
        .exact("@JsonTypeInfo with classes", Annotated.Envelope::new)
        .exact("@JsonCreator", () -> new Annotated.Created(1, "x"))
        .values();
  }

  private static Person person(String nick) {
    return new Person(
        "P",
        Optional.of(nick).filter(name -> !name.isEmpty()),
        List.of(new Point(3, 4)),
        new Address("s", 5L),
        List.of(1L, Long.MAX_VALUE));
  }
}
