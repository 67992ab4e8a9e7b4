package io.cloakroom.codec.json;

import tools.jackson.databind.DatabindException;

/** A value that is not written, or text that is not read. Jackson adds the path to it. */
final class RefusedValueException extends DatabindException {

  RefusedValueException(String reason) {
    super(reason);
  }

  RefusedValueException(Class<?> type, String reason) {
    super(type.getName() + " " + reason);
  }
}
