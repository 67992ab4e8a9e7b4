/** Tests of sessions in tokens, and what forges them. */
@NullMarked
package io.cloakroom.token;

import org.jspecify.annotations.NullMarked;
