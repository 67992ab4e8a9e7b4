package io.cloakroom.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.codec.ClassAllowList;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another release of the application wrote. */
class EvolutionTests {

  private final JacksonAttributeCodec codec =
      new JacksonAttributeCodec(
          new ClassAllowList(List.of("io.cloakroom.codec.json")),
          EvolutionTests.class.getClassLoader(),
          Map.of(
              "com.acme.old.Order", Order.class.getName(),
              "com.acme.old.State", State.class.getName()));

  private final Order order = new Order("A-1", 3, 1999L, State.PAID, List.of("x"));

  @Test
  void fieldThatIsGoneIsIgnored() {
    assertThat(changed("\"count\"", "\"voucher\":{\"@class\":\"com.acme.Gone\"},\"count\""))
        .isEqualTo(order);
  }

  @Test
  void fieldThatIsNewIsNullOrZero() {
    assertThat(decode("{'@class':'%s','name':'A-1'}".formatted(Order.class.getName())))
        .isEqualTo(new Order("A-1", 0, 0, null, null));
  }

  @Test
  void fieldThatIsNewInABeanKeepsItsDefault() {
    Basket read = (Basket) decode("{'@class':'%s'}".formatted(Basket.class.getName()));

    assertThat(read.currency).isEqualTo("EUR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\":\"A-1\"|\"name\":17|number to String",
        "\"cents\":1999|\"cents\":3|int to long",
        "\"count\":3|\"count\":null|null to zero",
      })
  void fieldOfAWiderTypeIsRead(String was, String is, String why) {
    assertThat(changed(was, is)).as(why).isInstanceOf(Order.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"count\":3|\"count\":\"three\"|at count: what is there is not a int",
        "\"count\":3|\"count\":\"3\"|at count: what is there is not a int",
        "\"count\":3|\"count\":3000000000|at count:",
        "\"count\":3|\"count\":1.5|at count: what is there is not a int",
        "\"state\":\"PAID\"|\"state\":\"REFUNDED\"|at state: what is there is not a io.cloakroom.codec.json.EvolutionTests$State",
        "\"state\":\"PAID\"|\"state\":1|at state: what is there is not a io.cloakroom.codec.json.EvolutionTests$State",
        "EvolutionTests$Order|EvolutionTests$Gone|no class io.cloakroom.codec.json.EvolutionTests$Gone",
        "io.cloakroom.codec.json.EvolutionTests$Order|com.acme.Order|class com.acme.Order is not allowed",
        "io.cloakroom.codec.json.EvolutionTests$Order|io.cloakroom.codec.json.EvolutionTests$State|cannot be read",
      })
  void otherwiseTheAttributeIsUnreadableAndSaysWhy(String was, String is, String why) {
    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> changed(was, is))
        .withMessageStartingWith("Session attribute 'order' cannot be read: ")
        .withMessageContaining(why)
        .withMessageNotContainingAny("three", "REFUNDED", "3000000000", "A-1");
  }

  @Test
  void classThatWasRenamedIsFoundByItsAlias() {
    assertThat(changed(Order.class.getName(), "com.acme.old.Order")).isEqualTo(order);
    assertThat(codec.holds(text("{'@class':'com.acme.old.Order'}"), Order.class)).isTrue();
    assertThat(decode("['java.util.EnumSet<com.acme.old.State>',['PAID']]"))
        .isEqualTo(java.util.EnumSet.of(State.PAID));
    assertThat(decode("['[Lcom.acme.old.Order;',[]]")).isEqualTo(new Order[0]);
  }

  @Test
  void beanThatBecameARecordIsRead() {
    String bean = new String(codec.encode("order", new Basket()), UTF_8);

    assertThat(decode(bean.replace("$Basket", "$BasketRecord"))).isEqualTo(new BasketRecord("EUR"));
  }

  private Object changed(String was, String is) {
    String encoded = new String(codec.encode("order", order), UTF_8);
    assertThat(encoded).contains(was);
    return decode(encoded.replace(was, is));
  }

  private Object decode(String text) {
    return codec.decode("order", text(text));
  }

  private static byte[] text(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  enum State {
    NEW,
    PAID
  }

  record Order(
      String name, int count, long cents, @Nullable State state, @Nullable List<String> lines)
      implements Serializable {}

  record BasketRecord(String currency) implements Serializable {}

  static final class Basket implements Serializable {
    private final String currency = new String("EUR");
  }
}
