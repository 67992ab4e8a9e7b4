package io.cloakroom.benchmarks.comparison;

import java.util.Map;

/**
 * What requests cost that came one after another, by exact counts.
 *
 * @param what the requests
 * @param messages commands or statements a request, as sent
 * @param roundTrips a request
 * @param toStore bytes a request
 * @param toApplication bytes a request
 * @param commands each command or statement a request, those inside of scripts included
 * @param idle commands or statements that were sent in as much time without any request, and are
 *     not in the other figures
 */
record Counted(
    String variant,
    String what,
    int requests,
    double messages,
    double roundTrips,
    double toStore,
    double toApplication,
    Map<String, Double> commands,
    long idle) {}
