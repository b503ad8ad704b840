package org.permanence.http;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// The open connections. Used on the event loop only.
///
/// A client without the token can only open connections and wait. So when all are taken, a new connection replaces
/// the one that has waited longest for its request, and a request that is sent at once is always received.
final class HttpConnections {

    private final int limit;
    private final SequencedSet<Channel> waiting = new LinkedHashSet<>();
    private int open;

    /// @param limit of open connections
    HttpConnections(int limit) {
        this.limit = limit;
    }

    /// Adds a connection that waits for its request. Closes another one, or this one if all others are being
    /// answered, when there are too many.
    void opened(Channel connection) {
        open++;
        waiting.add(connection);
        if (open > limit) {
            var _ = waiting.getFirst().close();
        }
    }

    /// The connection has an accepted request and keeps its place until it is answered.
    void accepted(Channel connection) {
        waiting.remove(connection);
    }

    void closed(Channel connection) {
        open--;
        waiting.remove(connection);
    }
}
