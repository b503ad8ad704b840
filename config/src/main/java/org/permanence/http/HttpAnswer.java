package org.permanence.http;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/// The answer to one request.
public interface HttpAnswer {

    void send(HttpReply reply);

    /// Begins a long answer of status 200. Closing the returned channel changes nothing: if the service returns
    /// before it wrote all bytes, the connection is closed, and the client sees that the content is too short.
    ///
    /// @param bytes the length of the content
    WritableByteChannel begin(String type, long bytes) throws IOException;

    /// Begins a long answer of status 200 whose length is not known (chunked, RFC 9112, section 7.1). If the service
    /// fails before its end, the connection is closed without the last chunk, and the client sees that the content
    /// is incomplete.
    WritableByteChannel begin(String type) throws IOException;

    /// Whether the answer was sent or begun.
    boolean isBegun();
}
