package org.permanence.call;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What a service needs to make outbound calls.
///
/// @param callIds creates the ids of calls; the switch accepts no other ids
/// @param threads runs the service's work: the threads of the switch must not block
public record Dialling(OutboundDialer dialer, Supplier<CallId> callIds, Executor threads) {}
