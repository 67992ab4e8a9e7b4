package io.cloakroom.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.codec.ClassAllowList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stored text names: a class that is not allowed is not even loaded. */
class RefusedClassesTests {

  private static final String HOLDER = Holder.class.getName();

  /** Classes that attacks on JDK serialization and on Jackson have used, and a few more. */
  private static final List<String> GADGETS =
      List.of(
          "org.springframework.context.support.ClassPathXmlApplicationContext",
          "org.springframework.beans.factory.ObjectFactory",
          "org.springframework.security.web.FilterChainProxy",
          "org.springframework.transaction.jta.JtaTransactionManager",
          "com.sun.rowset.JdbcRowSetImpl",
          "com.zaxxer.hikari.HikariDataSource",
          "ch.qos.logback.core.db.DriverManagerConnectionSource",
          "javax.naming.InitialContext",
          "javax.management.BadAttributeValueExpException",
          "javax.swing.JEditorPane",
          "java.io.File",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.reflect.Proxy",
          "java.net.URLClassLoader",
          "java.util.ServiceLoader",
          "java.util.logging.FileHandler",
          "sun.misc.Unsafe",
          "io.cloakroom.SessionId",
          "[Lio.cloakroom.SessionId;",
          "io.cloakroom.codec.json.Gone$$Lambda/0x01",
          "io.cloakroom.codec.jsonp.Neighbour",
          "x".repeat(60_000));

  /** Where a name may stand; %s is the name. */
  private static final Map<String, String> POSITIONS = new LinkedHashMap<>();

  static {
    POSITIONS.put("root", "{'@class':'%s','cmd':'x'}");
    POSITIONS.put("root, as an array", "['%s',{'cmd':'x'}]");
    POSITIONS.put("root, as a text", "['%s','x']");
    POSITIONS.put("late", "{'cmd':'x','@class':'%s'}");
    POSITIONS.put("field of any type", "{'@class':'" + HOLDER + "','any':{'@class':'%s'}}");
    POSITIONS.put("field, late", "{'any':{'a':1,'@class':'%s'},'@class':'" + HOLDER + "'}");
    POSITIONS.put("class literal", "{'@class':'" + HOLDER + "','type':'%s'}");
    POSITIONS.put("class literal of any type", "['java.lang.Class','%s']");
    POSITIONS.put("element", "['java.util.ArrayList',[{'@class':'%s'}]]");
    POSITIONS.put("element type of an array", "['[L%s;',[{'cmd':'x'}]]");
    POSITIONS.put("generic list", "['java.util.ArrayList<%s>',[{'cmd':'x'}]]");
    POSITIONS.put("generic map", "{'@class':'java.util.HashMap<java.lang.String,%s>','a':{}}");
    POSITIONS.put("enum set", "['java.util.EnumSet<%s>',['A']]");
    POSITIONS.put("enum map", "{'@class':'java.util.EnumMap<%s>','A':1}");
    POSITIONS.put("key of a map", "{'@class':'java.util.HashMap','#':[{'@class':'%s'},1]}");
    POSITIONS.put("value of a map", "{'@class':'java.util.HashMap','a':{'@class':'%s'}}");
    POSITIONS.put("optional", "['java.util.Optional',[{'@class':'%s'}]]");
    POSITIONS.put(
        "error of an exception",
        "{'@class':'org.springframework.security.oauth2.core.OAuth2AuthenticationException','error':{'@class':'%s'}}");
    POSITIONS.put(
        "flash attribute",
        "{'@class':'org.springframework.web.servlet.FlashMap','content':{'@class':'java.util.HashMap','a':{'@class':'%s'}}}");
  }

  private final Spy spy = new Spy();
  private final JacksonAttributeCodec codec =
      new JacksonAttributeCodec(
          new ClassAllowList(List.of("io.cloakroom.codec.json")),
          spy,
          Map.of("io.cloakroom.codec.json.Former", "java.lang.ProcessBuilder"));

  @BeforeEach
  void isAbleToReadWhatIsAllowed() {
    Object read =
        decode("{'@class':'" + HOLDER + "','any':['java.lang.Long',5],'type':'java.lang.String'}");

    assertThat(read).isEqualTo(new Holder(5L, String.class));
    assertThat(spy.asked).contains(HOLDER);
    spy.asked.clear();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everywhere")
  void refusedClassIsNotLoaded(String position, String gadget) {
    String text = POSITIONS.getOrDefault(position, "").formatted(gadget);

    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> decode(text))
        .withMessageContaining("'attribute'");
    assertThat(spy.asked).noneMatch(name -> name.contains(gadget) || gadget.contains(name));
    codec.holds(bytes(text), Object.class);
    assertThat(spy.asked).noneMatch(name -> name.contains(gadget) || gadget.contains(name));
  }

  static List<Object[]> everywhere() {
    List<Object[]> all = new ArrayList<>();
    for (String position : POSITIONS.keySet()) {
      for (String gadget : GADGETS) {
        all.add(new Object[] {position, gadget});
      }
    }
    return all;
  }

  @Test
  void valueOfAnUnknownFieldIsNotLookedAt() {
    assertThat(
            decode(
                "{'@class':'%s','any':1,'gone':{'@class':'javax.swing.JEditorPane'},'type':'int'}"
                    .formatted(HOLDER)))
        .isEqualTo(new Holder(1, int.class));
    assertThat(spy.asked).doesNotContain("javax.swing.JEditorPane");
  }

  @Test
  void secondNameOfAClassIsNotHeardOf() {
    assertThat(decode("{'@class':'java.util.HashMap','@class':'java.io.File','a':'b'}"))
        .isEqualTo(Map.of("a", "b"));
    assertThat(spy.asked).doesNotContain("java.io.File");
  }

  @Test
  void aliasDoesNotAllowAClass() {
    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> decode("{'@class':'io.cloakroom.codec.json.Former'}"))
        .withMessageContaining("java.lang.ProcessBuilder is not allowed");
    assertThat(spy.asked).doesNotContain("java.lang.ProcessBuilder");
  }

  /** Allowed by its package, and therefore loaded, but neither initialised nor made. */
  @Test
  void classOfSpringThatIsNotSerializableIsNotInitialised() {
    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(
            () ->
                decode("{'@class':'org.springframework.security.authentication.ProviderManager'}"))
        .withMessageContaining("ProviderManager is not allowed");
  }

  /** Jackson's own handling of an abstract class, or of one of another kind, is an error too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'@class':'java.util.AbstractList'}",
        "{'@class':'java.lang.Number'}",
        "['java.lang.Enum','A']",
        "['java.util.EnumSet<java.lang.String>',[]]",
        "{'@class':'java.util.EnumMap<java.lang.String>'}",
        "{'any':1}",
        "[1,2]",
        "{}",
        "[]",
        "null",
        "",
        "{",
        "'x' 'y'",
      })
  void textWithoutAClassIsAnError(String text) {
    assertThatExceptionOfType(AttributeDecodingException.class).isThrownBy(() -> decode(text));
    assertThat(codec.holds(bytes(text), String.class)).isFalse();
  }

  private Object decode(String text) {
    return codec.decode("attribute", bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  /** An application's class with fields of any kind. */
  record Holder(@Nullable Object any, @Nullable Class<?> type) {}

  private static final class Spy extends ClassLoader {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    Spy() {
      super(RefusedClassesTests.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      return super.loadClass(name, resolve);
    }
  }
}
