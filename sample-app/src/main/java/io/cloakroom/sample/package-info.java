/** A small shop that keeps its carts in the HTTP session, and knows of no store. */
@NullMarked
package io.cloakroom.sample;

import org.jspecify.annotations.NullMarked;
