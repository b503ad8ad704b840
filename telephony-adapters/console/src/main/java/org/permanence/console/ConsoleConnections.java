package org.permanence.console;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/// The open connections. One that has no request in work is closed when its time is over, so slow headers, an
/// unfinished TLS handshake and idleness end alike. When all connections are taken, a new one replaces the one that
/// has waited longest for its request, so a request that is sent at once is always received.
final class ConsoleConnections {

    private final ConsoleLimits limits;
    private final Scheduler scheduler;
    private final Map<EndPoint, Use> open = new HashMap<>(); // Guarded by this.
    private final SequencedSet<EndPoint> waiting = new LinkedHashSet<>(); // Guarded by this.

    ConsoleConnections(ConsoleLimits limits, Scheduler scheduler) {
        this.limits = limits;
        this.scheduler = scheduler;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    void opened(EndPoint connection) {
        EndPoint surplus = connection;
        synchronized (this) {
            open.put(connection, new Use(closeLater(connection)));
            waiting.add(connection);
            if (open.size() <= limits.connections()) {
                return;
            }
            surplus = waiting.getFirst();
            waiting.remove(surplus);
        }
        surplus.close();
    }

    synchronized void closed(EndPoint connection) {
        Use use = open.remove(connection);
        waiting.remove(connection);
        if (use != null) {
            use.deadline.cancel();
        }
    }

    /// A request has arrived on the connection.
    synchronized void begin(EndPoint connection) {
        Use use = open.get(raw(connection));
        if (use != null && use.requests++ == 0) {
            use.deadline.cancel();
            waiting.remove(raw(connection));
        }
    }

    /// A request of the connection is answered.
    synchronized void end(EndPoint connection) {
        EndPoint raw = raw(connection);
        Use use = open.get(raw);
        if (use != null && --use.requests == 0) {
            use.deadline = closeLater(raw);
            waiting.add(raw);
        }
    }

    /// Closes the connection unless the task is cancelled before the content must be there.
    Scheduler.Task awaitContent(EndPoint connection) {
        EndPoint raw = raw(connection);
        return scheduler.schedule(raw::close, limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Scheduler.Task closeLater(EndPoint connection) {
        return scheduler.schedule(connection::close, limits.headTime().toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The connection below TLS.
    private static EndPoint raw(EndPoint connection) {
        return connection instanceof EndPoint.Wrapper wrapper ? raw(wrapper.unwrap()) : connection;
    }

    private static final class Use {

        private Scheduler.Task deadline;
        private int requests;

        private Use(Scheduler.Task deadline) {
            this.deadline = deadline;
        }
    }
}
