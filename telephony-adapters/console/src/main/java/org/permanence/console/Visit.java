package org.permanence.console;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.permanence.signin.device.Client;

/// A request that passed the checks of its form.
///
/// @param path    the values of the path's parameters, as the client sent them
/// @param session of the person; always there unless the route is open
/// @param device  the cookie of an earlier sign-in on this device
/// @param client  where the request comes from
public record Visit(
        Map<String, String> path, Optional<ConsoleSession> session, Optional<String> device, Client client) {

    public Visit {
        path = Map.copyOf(path);
    }

    public InetAddress source() {
        return client.source();
    }

    @Override
    public String toString() {
        return "[visit]";
    }
}
