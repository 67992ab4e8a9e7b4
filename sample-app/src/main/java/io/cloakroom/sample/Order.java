package io.cloakroom.sample;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What a visitor bought last.
 *
 * @param number for people
 * @param things how many
 * @param total in euros
 */
public record Order(String number, int things, BigDecimal total) implements Serializable {

  private static final long serialVersionUID = 1L;
}
