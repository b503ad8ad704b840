package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A telephone or carrier that speaks SIP over UDP, TCP or TLS, with a login of its own or one that it asks for. It
/// answers what it is called, and makes one call.
final class WiredPhone implements AutoCloseable {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private final SipWire wire;
    private final String host;
    private final String user;
    private final PhoneAudio audio;
    private final Thread listener;
    private final String call = "wired-" + CALLS.incrementAndGet();
    private final List<SipMessage> received = new CopyOnWriteArrayList<>();
    private volatile String password = "";
    private volatile Optional<AskedLogin> askedLogin = Optional.empty();
    private volatile String request = "";
    private int sequence;

    private record AskedLogin(String user, String password) {}

    WiredPhone(SipWire wire, String host, String user, PhoneAudio audio) {
        this.wire = wire;
        this.host = host;
        this.user = user;
        this.audio = audio;
        this.listener = Thread.ofVirtual().start(this::listen);
    }

    /// Answers challenges with this password.
    WiredPhone withPassword(String secret) {
        password = secret;
        return this;
    }

    /// Asks for this login with every REGISTER and INVITE.
    WiredPhone asksFor(String loginUser, String loginPassword) {
        askedLogin = Optional.of(new AskedLogin(loginUser, loginPassword));
        return this;
    }

    PhoneAudio audio() {
        return audio;
    }

    WiredPhone dial(String number) {
        request(
                "INVITE",
                "sip:" + number + "@127.0.0.1",
                "Content-Type: application/sdp\n",
                audio.sessionDescription());
        return this;
    }

    WiredPhone register() {
        request("REGISTER", "sip:127.0.0.1", "Expires: 60\n", "");
        return this;
    }

    /// The last final status of the requests with this method; 0 until it comes.
    int finalStatusOf(String method) {
        return received.stream()
                .filter(message -> message.isResponse() && message.method().equals(method))
                .mapToInt(SipMessage::status)
                .filter(status -> status >= 200)
                .reduce(0, (_, last) -> last);
    }

    /// The number of final statuses of the requests with this method.
    long finalStatusCount(String method) {
        return received.stream()
                .filter(message -> message.isResponse() && message.method().equals(method) && message.status() >= 200)
                .count();
    }

    /// The requests with this method, in the order of their arrival.
    List<SipMessage> requests(String method) {
        return received.stream().filter(message -> message.isRequest(method)).toList();
    }

    boolean wasRung() {
        return !requests("INVITE").isEmpty();
    }

    /// Whether Asterisk has acknowledged an answer, and not a refusal.
    boolean isConnectedAsCallee() {
        return requests("ACK").stream()
                .anyMatch(acknowledgement -> acknowledgement.header("To").contains("tag=phone"));
    }

    /// Whether the connection has ended, or was never made.
    boolean isDisconnected() {
        return !listener.isAlive();
    }

    @Override
    public void close() {
        wire.close();
        Await.until("the end of the telephone", () -> !listener.isAlive());
        audio.close();
    }

    private void listen() {
        try {
            while (true) {
                SipMessage message = wire.receive();
                received.add(message);
                if (message.isResponse()) {
                    onResponse(message);
                } else {
                    onRequest(message);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // The test closed the telephone, or Asterisk the connection.
        }
    }

    private void onRequest(SipMessage message) {
        boolean refused = askedLogin
                .filter(login -> message.isRequest("INVITE") || message.isRequest("REGISTER"))
                .filter(login -> !SipDigest.proves(
                        message.header("Authorization"), message.method(), login.user(), login.password()))
                .isPresent();
        if (refused) {
            reply(message, "401 Unauthorized", "WWW-Authenticate: " + SipDigest.challenge() + "\n", "refused", "");
        } else if (message.isRequest("INVITE")) {
            reply(message, "200 OK", "Content-Type: application/sdp\n", "phone", audio.sessionDescription());
            audio.start(message.body());
        } else if (message.isRequest("REGISTER")) {
            reply(message, "200 OK", "Expires: 600\n", "phone", "");
        } else if (!message.isRequest("ACK")) {
            reply(message, "200 OK", "", "phone", "");
        }
    }

    private void onResponse(SipMessage message) {
        if (message.status() < 200) {
            return;
        }
        if (message.method().equals("INVITE")) {
            acknowledge(message);
        }
        boolean challenged = message.status() == 401 && !password.isEmpty() && !request.contains("Authorization:");
        if (challenged) {
            answer(message);
        } else if (message.method().equals("INVITE") && message.status() == 200) {
            audio.start(message.body());
        }
    }

    private void answer(SipMessage challenge) {
        var last = new SipMessage(request);
        String authorization =
                SipDigest.answer(challenge.header("WWW-Authenticate"), challenge.method(), last.uri(), user, password);
        String headers = challenge.method().equals("INVITE") ? "Content-Type: application/sdp\n" : "Expires: 60\n";
        request(challenge.method(), last.uri(), headers + "Authorization: " + authorization + "\n", last.body());
    }

    private void request(String method, String uri, String headers, String body) {
        sequence++;
        String head = """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/%3$s %4$s:%5$d;branch=z9hG4bK-%6$s-%7$d;rport
                From: <sip:%8$s@%4$s>;tag=caller
                To: <sip:%9$s>
                Call-ID: %6$s
                CSeq: %7$d %1$s
                Contact: %10$s
                Max-Forwards: 70
                %11$s""".formatted(
                        method,
                        uri,
                        wire.protocol(),
                        host,
                        wire.localPort(),
                        call,
                        sequence,
                        user,
                        method.equals("REGISTER") ? user + "@127.0.0.1" : uri.substring(4),
                        contact(),
                        headers);
        request = SipMessage.of(head, body).text();
        wire.send(request);
    }

    private void acknowledge(SipMessage response) {
        send(
                """
                ACK %1$s SIP/2.0
                Via: SIP/2.0/%2$s %3$s:%4$d;branch=z9hG4bK-%5$s-%6$s
                From: %7$s
                To: %8$s
                Call-ID: %5$s
                CSeq: %9$s ACK
                Max-Forwards: 70
                """.formatted(
                                new SipMessage(request).uri(),
                                wire.protocol(),
                                host,
                                wire.localPort(),
                                call,
                                response.status() < 300
                                        ? "ack"
                                        : response.header("CSeq").replace(" INVITE", ""),
                                response.header("From"),
                                response.header("To"),
                                response.header("CSeq").replace(" INVITE", "")),
                "");
    }

    private void reply(SipMessage message, String status, String headers, String tag, String body) {
        String contact = message.isRequest("REGISTER") ? message.header("Contact") : contact();
        wire.send(message.response(status, tag, contact, headers, body).text());
    }

    private String contact() {
        return "<sip:%s@%s:%d;transport=%s>"
                .formatted(user, host, wire.localPort(), wire.protocol().word());
    }

    private void send(String head, String body) {
        wire.send(SipMessage.of(head, body).text());
    }
}
