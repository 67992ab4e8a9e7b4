/** Sessions that no store keeps: each is sealed in the token that its client holds. */
@NullMarked
package io.cloakroom.token;

import org.jspecify.annotations.NullMarked;
