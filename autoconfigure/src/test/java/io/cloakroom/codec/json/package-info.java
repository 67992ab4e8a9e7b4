@NullMarked
package io.cloakroom.codec.json;

import org.jspecify.annotations.NullMarked;
