/** A user's own sessions, and those of all users, for people. */
@NullMarked
package io.cloakroom.sample.account;

import org.jspecify.annotations.NullMarked;
