package org.permanence.adapter.configuration;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// One SIP request or response.
record SipMessage(String text) {

    /// @param head its lines, each with its line end, without Content-Length
    static SipMessage of(String head, String body) {
        return new SipMessage(head.replace("\n", "\r\n") + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /// The next message of a stream, which ends where its Content-Length says.
    static SipMessage readFrom(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (head.size() > 0 || next > ' ') { // Line ends between two messages keep the connection alive.
                head.write(next);
            }
        }
        var message = new SipMessage(head.toString(StandardCharsets.ISO_8859_1));
        byte[] body = in.readNBytes(Integer.parseInt(message.header("Content-Length")));
        return new SipMessage(message.text + new String(body, StandardCharsets.ISO_8859_1));
    }

    boolean isRequest(String method) {
        return text.startsWith(method + " ");
    }

    boolean isResponse() {
        return text.startsWith("SIP/2.0 ");
    }

    /// The status of a response.
    int status() {
        return Integer.parseInt(text.substring(8, 11));
    }

    /// The method of the request, or of the request that a response belongs to.
    String method() {
        String sequence = header("CSeq");
        return sequence.substring(sequence.indexOf(' ') + 1);
    }

    /// The address in the first line of a request.
    String uri() {
        return text.split(" ", 3)[1];
    }

    /// The value of the first header with this name; empty if there is none.
    String header(String name) {
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /// The response to this request.
    ///
    /// @param status such as `486 Busy Here`
    /// @param tag of the side that answers, if it has none yet
    /// @param contact the value of the header Contact
    /// @param headers further header lines, each with its line end
    SipMessage response(String status, String tag, String contact, String headers, String body) {
        String to = header("To");
        return of(
                """
                SIP/2.0 %s
                %sFrom: %s
                To: %s
                Call-ID: %s
                CSeq: %s
                Contact: %s
                %s""".formatted(
                                status,
                                vias(),
                                header("From"),
                                to.contains("tag=") ? to : to + ";tag=" + tag,
                                header("Call-ID"),
                                header("CSeq"),
                                contact,
                                headers),
                body);
    }

    /// All Via headers, each with its line end.
    private String vias() {
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith("Via:"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
