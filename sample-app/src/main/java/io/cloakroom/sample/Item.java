package io.cloakroom.sample;

import java.math.BigDecimal;

/**
 * Something that the shop sells.
 *
 * @param id names it in addresses, forms and carts, and its picture
 * @param name for people
 * @param text one line about it
 * @param price in euros, with two decimals
 */
public record Item(String id, String name, String text, BigDecimal price) {}
