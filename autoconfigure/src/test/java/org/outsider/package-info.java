/** Classes that are nobody's: on the class path, and on no list of what a session may hold. */
@NullMarked
package org.outsider;

import org.jspecify.annotations.NullMarked;
