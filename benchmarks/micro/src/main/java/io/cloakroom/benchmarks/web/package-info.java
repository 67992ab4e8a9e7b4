/** What a request costs that goes through the filter, without what a store and a server cost. */
@NullMarked
package io.cloakroom.benchmarks.web;

import org.jspecify.annotations.NullMarked;
