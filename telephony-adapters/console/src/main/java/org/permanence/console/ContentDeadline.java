package org.permanence.console;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Tells [ConsoleConnections] when a request begins and ends, and closes the connection of one whose content is
/// late.
final class ContentDeadline extends EventsHandler {

    private static final String TASK = "org.permanence.console.content-deadline";

    private final ConsoleConnections connections;

    ContentDeadline(ConsoleConnections connections, Handler next) {
        super(next);
        this.connections = connections;
    }

    @Override
    protected void onBeforeHandling(Request request) {
        connections.begin(connection(request));
        if (request.getLength() != 0) {
            request.setAttribute(TASK, connections.awaitContent(connection(request)));
        }
    }

    @Override
    protected void onRequestRead(Request request, Content.@Nullable Chunk chunk) {
        if (chunk != null && chunk.isLast()) {
            cancel(request);
        }
    }

    @Override
    protected void onComplete(Request request, int status, @Nullable HttpFields headers, @Nullable Throwable failure) {
        cancel(request);
        connections.end(connection(request));
    }

    private static void cancel(Request request) {
        if (request.getAttribute(TASK) instanceof Scheduler.Task task) {
            task.cancel();
        }
    }

    private static EndPoint connection(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
