package io.cloakroom.codec;

import io.cloakroom.AttributeCodec;
import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeEncodingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * JDK serialization: the byte {@code 0x01}, and then what an {@link ObjectOutputStream} writes.
 *
 * <p>Only classes of the allow-list are written and read, and none other is loaded (OWASP, JDK
 * deserialization; Tomcat CVE-2025-24813).
 */
public final class JdkAttributeCodec implements AttributeCodec {

  /** First byte of everything that this codec writes. */
  static final byte MARKER = 1;

  private static final int CLASS_NAME = 7;

  private final ClassAllowList allowed;
  private final ClassLoader classLoader;

  /**
   * Makes a codec.
   *
   * @param allowed classes, for writing as for reading
   * @param classLoader that knows the application's classes
   */
  public JdkAttributeCodec(ClassAllowList allowed, ClassLoader classLoader) {
    this.allowed = allowed;
    this.classLoader = classLoader;
  }

  @Override
  public byte[] encode(String name, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(MARKER);
    try (ObjectOutputStream out = new AllowListedOutputStream(bytes)) {
      out.writeObject(value);
    } catch (NotSerializableException e) {
      throw refused(
          name,
          value,
          e.getMessage()
              + " does not implement java.io.Serializable; let it, or make the field transient",
          e);
    } catch (RefusedClassException e) {
      throw refused(name, value, refusal(e), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw refused(name, value, e.toString(), e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Object decode(String name, byte[] encoded) {
    if (encoded.length == 0 || encoded[0] != MARKER) {
      throw unreadable(name, "its format is not that of JDK serialization", null);
    }
    try (ObjectInputStream in =
        new AllowListedInputStream(
            new ByteArrayInputStream(encoded, 1, encoded.length - 1),
            encoded.length,
            allowed,
            classLoader)) {
      Object value = in.readObject();
      if (value == null) {
        throw unreadable(name, "it holds null", null);
      }
      return value;
    } catch (RefusedClassException e) {
      throw unreadable(name, refusal(e), e);
    } catch (ClassNotFoundException e) {
      throw unreadable(name, "this node has no class " + shown(e.getMessage()), e);
    } catch (AttributeDecodingException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      // Whoever can write to the store chooses these bytes: all that can be wrong with them ends
      // here.
      throw unreadable(name, why(e), e);
    }
  }

  @Override
  public boolean isImmutable(Object value) {
    return ImmutableTypes.contains(value);
  }

  @Override
  public boolean holds(byte[] encoded, Class<?> type) {
    if (encoded.length < CLASS_NAME
        || encoded[0] != MARKER
        || encoded[CLASS_NAME - 2] != ObjectStreamConstants.TC_OBJECT
        || encoded[CLASS_NAME - 1] != ObjectStreamConstants.TC_CLASSDESC) {
      return false;
    }
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(encoded, CLASS_NAME, encoded.length - CLASS_NAME))) {
      String name = in.readUTF();
      return allowed.allows(name) && type.isAssignableFrom(Class.forName(name, false, classLoader));
    } catch (IOException | ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** What others say is wrong has in it what is wrong: a name that is unknown, a bad number. */
  private static String why(Throwable failure) {
    if (failure instanceof InvalidClassException invalid) {
      return invalid.classname == null
          ? "it is larger or nested deeper than is allowed, or a filter of this JVM refuses it"
          : "its class "
              + ClassAllowList.shown(invalid.classname)
              + " does not fit that of this node";
    }
    return failure.getClass().getName();
  }

  private static String shown(@Nullable String name) {
    return ClassAllowList.shown(String.valueOf(name));
  }

  private String refusal(RefusedClassException e) {
    String name = String.valueOf(e.getMessage());
    return name + " is not allowed; " + allowed.remedy(name);
  }

  private static AttributeEncodingException refused(
      String name, Object value, String why, Throwable cause) {
    return new AttributeEncodingException(
        "Session attribute '%s' of %s cannot be stored: %s"
            .formatted(name, value.getClass().getName(), why),
        cause);
  }

  private static AttributeDecodingException unreadable(
      String name, String why, @Nullable Throwable cause) {
    return new AttributeDecodingException(
        "Session attribute '" + name + "' cannot be read: " + why, cause);
  }

  private final class AllowListedOutputStream extends ObjectOutputStream {

    private @Nullable Object typedPassword;

    AllowListedOutputStream(OutputStream out) throws IOException {
      super(out);
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (object instanceof Throwable thrown) {
        typedPassword = TypedPassword.heldBy(thrown);
      }
      return object == typedPassword ? null : object;
    }

    @Override
    protected void annotateClass(Class<?> type) {
      if (!allowed.allows(type.getName())) {
        throw new RefusedClassException(type.getName());
      }
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      throw new RefusedClassException("a proxy of " + type.getInterfaces()[0].getName());
    }
  }
}
