/** Tests of what becomes of attributes on their way to a store and back. */
@NullMarked
package io.cloakroom.codec;

import org.jspecify.annotations.NullMarked;
