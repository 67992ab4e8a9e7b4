/**
 * The session model: what a session is, what a store holds of it, and what one request did to it.
 *
 * <p>It depends on the JDK and JSpecify only: neither on HTTP, nor on a store, nor on Spring.
 */
@NullMarked
package io.cloakroom;

import org.jspecify.annotations.NullMarked;
