package org.permanence.http;

import java.io.IOException;

/// What a server answers.
public interface HttpService {

    /// What becomes of a request, decided from its headers.
    sealed interface Admission {

        /// Served on a thread of the pool.
        ///
        /// @param maxBody in bytes; a longer body is answered with 413
        record Accepted(int maxBody) implements Admission {}

        /// Answered without a thread of the pool, for example because it is refused.
        record Answered(HttpReply reply) implements Admission {}
    }

    /// Decides before the body is read. Runs on the thread of all connections: it must not wait.
    Admission admit(HttpHead head);

    /// Serves an accepted request on a thread of the server's pool. An exception closes the connection.
    ///
    /// @param answer used exactly once
    /// @throws IOException if the client does not take the answer
    void serve(HttpHead head, byte[] body, HttpAnswer answer) throws IOException;
}
