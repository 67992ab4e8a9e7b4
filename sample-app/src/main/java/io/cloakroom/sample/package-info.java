/**
 * A small shop that uses the starter as a stranger would: nothing in this package knows that its
 * sessions are not the web server's own.
 */
@NullMarked
package io.cloakroom.sample;

import org.jspecify.annotations.NullMarked;
