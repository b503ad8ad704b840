package org.permanence.console;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Writes problems where no route is concerned: refusals before the routing, and errors that the HTTP server finds
/// itself. They have the same form and the same headers as all others.
final class ProblemWriter extends ErrorHandler {

    private final SecurityHeaders headers;
    private final JsonReader json;

    ProblemWriter(SecurityHeaders headers, JsonReader json) {
        this.headers = headers;
        this.json = json;
    }

    void write(Response response, HttpProblem problem, Callback callback) {
        response.setStatus(problem.type().status());
        problem.retryAfterSeconds().ifPresent(wait -> response.getHeaders().put(HttpHeader.RETRY_AFTER, wait));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, HttpProblem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(json.write(problem.document())), callback);
    }

    /// The server has put the status into the answer and has removed all other headers.
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        putHeaders(response.getHeaders());
        write(response, HttpProblem.of(ProblemType.ofStatus(response.getStatus())), callback);
        return true;
    }

    void putHeaders(HttpFields.Mutable fields) {
        headers.all().forEach(fields::put);
    }
}
