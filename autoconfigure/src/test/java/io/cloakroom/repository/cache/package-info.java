@NullMarked
package io.cloakroom.repository.cache;

import org.jspecify.annotations.NullMarked;
