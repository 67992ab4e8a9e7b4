/**
 * Session attributes as JSON: over fields, of allowed classes, always the same text for a value.
 */
@NullMarked
package io.cloakroom.codec.json;

import org.jspecify.annotations.NullMarked;
