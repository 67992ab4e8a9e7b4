/** Codecs against values, and bytes, that nobody thought of. */
@NullMarked
package io.cloakroom.codec.fuzz;

import org.jspecify.annotations.NullMarked;
