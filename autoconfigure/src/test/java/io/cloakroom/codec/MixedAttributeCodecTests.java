package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;

class MixedAttributeCodecTests {

  private static final ClassAllowList ALLOWED = new ClassAllowList(List.of("io.cloakroom.codec"));

  @Test
  void eachFormatIsReadWhateverIsWritten() {
    List<String> list = new ArrayList<>(List.of("a"));
    byte[] json = codec(AttributeFormat.JSON).encode("list", list);
    byte[] java = codec(AttributeFormat.JAVA).encode("list", list);

    assertThat(json[0]).isEqualTo((byte) '[');
    assertThat(java[0]).isEqualTo((byte) 1);
    for (AttributeFormat format : AttributeFormat.values()) {
      assertThat(codec(format).decode("list", json)).isEqualTo(list);
      assertThat(codec(format).decode("list", java)).isEqualTo(list);
      assertThat(codec(format).holds(json, List.class)).isTrue();
      assertThat(codec(format).holds(java, List.class)).isTrue();
      boolean isJson = format == AttributeFormat.JSON;
      assertThat(codec(format).isEncodedAs("list", list, json)).isEqualTo(isJson);
      assertThat(codec(format).isEncodedAs("list", list, java)).isEqualTo(!isJson);
    }
  }

  @Test
  void singleClassIsWrittenByJdkSerialization() {
    MixedAttributeCodec codec = codec(AttributeFormat.JSON, Hooked.class.getName());
    byte[] encoded = codec.encode("hooked", new Hooked("x"));

    assertThat(encoded[0]).isEqualTo((byte) 1);
    assertThat(((Hooked) codec.decode("hooked", encoded)).derived).isEqualTo("x!");
    assertThat(codec.encode("other", "text")[0]).isEqualTo((byte) '"');
  }

  @Test
  void formatOfANewerNodeIsUnreadable() {
    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> codec(AttributeFormat.JSON).decode("a", new byte[] {7, 1, 2}))
        .withMessageContaining("its format 7 is unknown to this node");
  }

  @Test
  void callbacksOfThisNodeAreNotStored() {
    MixedAttributeCodec codec = codec(AttributeFormat.JSON);

    assertThat(
            codec.isTransient(
                "org.springframework.web.context.request.ServletRequestAttributes.DESTRUCTION_CALLBACK.cart"))
        .isTrue();
    assertThat(codec.isTransient("scopedTarget.cart")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(AttributeFormat.class)
  void cookiesOfASavedRequestAreNotStored(AttributeFormat format) {
    DefaultSavedRequest request = savedRequest();
    byte[] encoded = codec(format).encode("SPRING_SECURITY_SAVED_REQUEST", request);
    DefaultSavedRequest read =
        (DefaultSavedRequest) codec(format).decode("SPRING_SECURITY_SAVED_REQUEST", encoded);

    assertThat(new String(encoded, ISO_8859_1)).doesNotContain("secret-ticket");
    assertThat(read.getCookies()).isEmpty();
    assertThat(read.getHeaderNames()).containsExactly("Accept", "Accept-Language");
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("cookies", "headers")
        .isEqualTo(request);
    assertThat(read.getRedirectUrl()).isEqualTo(request.getRedirectUrl()).contains("&continue");
    assertThat(request.getCookies()).as("the application's object stays").hasSize(1);
  }

  private static DefaultSavedRequest savedRequest() {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/shop/orders/17");
    request.setContextPath("/shop");
    request.setServletPath("/orders");
    request.setPathInfo("/17");
    request.setQueryString("a=b");
    request.setParameter("a", "b");
    request.setScheme("https");
    request.setServerName("example.org");
    request.setServerPort(8443);
    request.addPreferredLocale(Locale.GERMANY);
    request.addHeader("Accept", "text/html");
    request.addHeader("cookie", "theme=dark; SESSION=secret-ticket");
    request.setCookies(new Cookie("SESSION", "secret-ticket"));
    return new DefaultSavedRequest(request, "continue");
  }

  private static MixedAttributeCodec codec(AttributeFormat format, String... javaClasses) {
    ClassLoader loader = MixedAttributeCodecTests.class.getClassLoader();
    return new MixedAttributeCodec(
        new JacksonAttributeCodec(ALLOWED, loader, Map.of()),
        new JdkAttributeCodec(ALLOWED, loader),
        format,
        Set.of(javaClasses));
  }

  /** Writes itself. */
  static final class Hooked implements Serializable {

    private final String base;
    private transient String derived = "";

    Hooked(String base) {
      this.base = base;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      derived = base + "!";
    }
  }
}
