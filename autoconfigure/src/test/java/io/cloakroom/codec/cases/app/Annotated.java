package io.cloakroom.codec.cases.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.time.LocalDate;

/** Classes with annotations for the application's REST interface. */
public final class Annotated {

  private Annotated() {}

  /** Each of its fields differs from what a new one has, and each annotation would lose it. */
  public static class Account implements Serializable {

    @JsonIgnore String secret = "s3cret";

    @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
    String writeOnly = "new";

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    String readOnly = "new";

    @JsonProperty("renamed_in_rest")
    String renamed = "new";

    @JsonFormat(pattern = "dd.MM.yyyy")
    LocalDate date = LocalDate.of(2026, 1, 2);

    @JsonInclude(JsonInclude.Include.NON_NULL)
    String nullable = "new";

    /** As after use. */
    public static Account used() {
      Account account = new Account();
      account.secret = "changed";
      account.writeOnly = "changed";
      account.readOnly = "changed";
      account.renamed = "changed";
      account.date = LocalDate.of(2026, 3, 4);
      account.nullable = null;
      return account;
    }
  }

  /** Has a type id of its own making. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Dog.class, name = "dog"))
  public static class Animal implements Serializable {

    String name = "rex";
  }

  /** Inherits it. */
  public static class Dog extends Animal {

    boolean barks = true;
  }

  /** Names classes by an annotation, which default typing does not cover. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  public static class Envelope implements Serializable {

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    Serializable payload = "x";
  }

  /** Says how Jackson makes it, which counts for a session too. */
  public static class Created implements Serializable {

    final int number;
    final String text;
    private final transient String derived;

    @JsonCreator
    public Created(@JsonProperty("number") int number, @JsonProperty("text") String text) {
      this.number = number;
      this.text = text;
      derived = number + text;
    }

    /** What its constructor made of it. */
    public String derived() {
      return derived;
    }
  }
}
