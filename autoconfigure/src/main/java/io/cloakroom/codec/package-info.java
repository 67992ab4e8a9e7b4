/** Session attributes as bytes, by classes that the application allows and no others. */
@NullMarked
package io.cloakroom.codec;

import org.jspecify.annotations.NullMarked;
