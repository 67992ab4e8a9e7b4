package io.cloakroom.benchmarks.comparison;

/** How many sessions of a store live, and how many have ended and are still there. */
record SessionCount(long live, long expired) {}
