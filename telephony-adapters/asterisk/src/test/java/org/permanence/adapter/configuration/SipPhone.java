package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// A minimal SIP telephone: one call over UDP. It sends what a test gives it, so it can break rules that every
/// product keeps. [RtpSocket] receives its audio.
final class SipPhone implements AutoCloseable {

    /// What the telephone does when it rings.
    enum PhoneBehaviour {
        ANSWERS,
        KEEPS_RINGING,
        IS_BUSY,
        /// It answers no call, and acknowledges no answer, as a caller does whose address is forged.
        SAYS_NOTHING,
        /// Names another destination, as [#redirectsTo] says.
        REDIRECTS,
        /// Says that the call is being forwarded (181 with Diversion), then answers.
        ANSWERS_AFTER_DIVERSION
    }

    private record ReceivedMessage(SipMessage message, Instant at) {}

    private final String host;
    private final DatagramSocket socket;
    private final Thread listener;
    private final InetSocketAddress asterisk;
    private final PhoneBehaviour behaviour;
    private final List<ReceivedMessage> received = new CopyOnWriteArrayList<>();
    private final RtpSocket audio;
    /// The latest INVITE that arrived, or the latest final answer to one; empty before.
    private volatile SipMessage dialog = new SipMessage("");
    private String mediaAddress = "";
    private int nextSequence = 20;
    private int branches;
    private volatile String redirectionStatus = "302 Moved Temporarily";
    private volatile String contact;

    SipPhone(String host, int port, int asteriskPort, PhoneBehaviour behaviour) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.host = host;
        contact = "<sip:phone@%s:%d>".formatted(host, socket.getLocalPort());
        asterisk = new InetSocketAddress(InetAddress.getLoopbackAddress(), asteriskPort);
        this.behaviour = behaviour;
        audio = new RtpSocket(host);
        listener = Thread.ofVirtual().start(this::listen);
    }

    static SipPhone caller(int asteriskPort) {
        return new SipPhone(SampleModels.CARRIER, 0, asteriskPort, PhoneBehaviour.ANSWERS);
    }

    RtpSocket audio() {
        return audio;
    }

    SipPhone dial(String number) {
        return dial(number, "<sip:+33199000742@" + SampleModels.CARRIER + ">");
    }

    /// @param from the value of the header From without its tag; sent unchanged, in ISO 8859-1
    SipPhone dial(String number, String from) {
        return dial(number, from, "");
    }

    /// @param headers more headers, each with its line end
    SipPhone dial(String number, String from, String headers) {
        send(
                """
                INVITE sip:%s@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%4$d-%8$d
                From: %s;tag=caller
                To: <sip:%1$s@127.0.0.1>
                Call-ID: call-%4$d-%6$d
                CSeq: 1 INVITE
                Contact: <sip:caller@%3$s:%4$d>
                Max-Forwards: 70
                %7$sContent-Type: application/sdp
                """.formatted(
                                number,
                                asterisk.getPort(),
                                host,
                                socket.getLocalPort(),
                                from,
                                System.identityHashCode(this),
                                headers,
                                ++branches),
                offer());
        return this;
    }

    /// The calls of this telephone name another receiver of their audio.
    ///
    /// @param address of the receiver: `192.0.2.1 4000`
    SipPhone namesMediaAt(String address) {
        mediaAddress = address;
        return this;
    }

    private String offer() {
        String[] other = mediaAddress.split(" ", 2);
        return other.length < 2
                ? audio.sessionDescription()
                : audio.sessionDescription()
                        .replaceFirst("c=IN IP4 \\S+", "c=IN IP4 " + other[0])
                        .replaceFirst("m=audio [0-9]+", "m=audio " + other[1]);
    }

    /// Where Asterisk wants the audio of the call that this telephone has dialled.
    InetSocketAddress asterisksMedia() {
        String answer = first("SIP/2.0 200 ").orElseThrow().message().body();
        return new InetSocketAddress(
                answer.replaceFirst("(?s).*c=IN IP4 (\\S+).*", "$1"),
                Integer.parseInt(answer.replaceFirst("(?s).*m=audio ([0-9]+).*", "$1")));
    }

    Duration timeSinceTheAnswer() {
        return Duration.between(
                first("SIP/2.0 200 ").orElseThrow().at(), InstantSource.system().instant());
    }

    /// Sends a request outside any call.
    void request(String method, String user) {
        request(method, user, "", "");
    }

    /// @param headers further header lines, each with its line end
    void request(String method, String user, String headers, String body) {
        send("""
                %1$s sip:%2$s@127.0.0.1:%3$d SIP/2.0
                Via: SIP/2.0/UDP %4$s:%5$d;branch=z9hG4bK-%5$d-%1$s
                From: <sip:carrier@%4$s>;tag=carrier
                To: <sip:%2$s@127.0.0.1>
                Call-ID: request-%5$d
                CSeq: 1 %1$s
                Contact: <sip:carrier@%4$s:%5$d>
                Max-Forwards: 70
                %6$s""".formatted(method, user, asterisk.getPort(), host, socket.getLocalPort(), headers), body);
    }

    /// Changes the audio of the call that this telephone has dialled.
    ///
    /// @param attribute of the new offer, such as `inactive`
    void offersAgain(String attribute) {
        requestInCall(
                "INVITE",
                "Content-Type: application/sdp\n",
                offer().replace("o=- 1 1", "o=- 1 2") + "a=" + attribute + "\r\n");
    }

    /// Sends a request inside the call that this telephone has dialled.
    ///
    /// @param headers further header lines, each with its line end
    void requestInCall(String method, String headers, String body) {
        send(
                """
                %1$s sip:asterisk@127.0.0.1:%2$d SIP/2.0
                Via: SIP/2.0/UDP %3$s:%4$d;branch=z9hG4bK-%4$d-%1$s
                From: %6$s
                To: %7$s
                Call-ID: %8$s
                CSeq: %5$d %1$s
                Contact: <sip:caller@%3$s:%4$d>
                Max-Forwards: 70
                %9$s""".formatted(
                                method,
                                asterisk.getPort(),
                                host,
                                socket.getLocalPort(),
                                nextSequence++,
                                dialog.header("From"),
                                dialog.header("To"),
                                dialog.header("Call-ID"),
                                headers),
                body);
    }

    /// The latest final status of requests with this method; 0 until one comes.
    int finalStatusOf(String method) {
        return received.stream()
                .map(ReceivedMessage::message)
                .filter(message -> message.isResponse() && message.method().equals(method))
                .mapToInt(SipMessage::status)
                .filter(status -> status >= 200)
                .reduce(0, (_, latest) -> latest);
    }

    /// The header Replaces with which another telephone would take this call over.
    String replacesHeader() {
        return "Replaces: %s;to-tag=%s;from-tag=caller\n"
                .formatted(dialog.header("Call-ID"), dialog.header("To").replaceFirst(".*tag=", ""));
    }

    /// Everything that this telephone has received.
    String receivedText() {
        return received.stream().map(heard -> heard.message().text()).collect(Collectors.joining("\n"));
    }

    /// Answers the call for which this telephone rings.
    void answer() {
        reply(dialog, "200 OK", audio.sessionDescription());
    }

    void hangUp() {
        boolean called = dialog.isRequest("INVITE");
        String local = dialog.header(called ? "To" : "From");
        String remote = dialog.header(called ? "From" : "To");
        send(
                """
                BYE sip:asterisk@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%3$d-bye
                From: %s
                To: %s
                Call-ID: %s
                CSeq: 70 BYE
                Max-Forwards: 70
                """.formatted(
                                asterisk.getPort(),
                                host,
                                socket.getLocalPort(),
                                called && !local.contains("tag=") ? local + ";tag=phone" : local,
                                remote,
                                dialog.header("Call-ID")),
                "");
    }

    /// From now on the telephone redirects each call to this destination.
    ///
    /// @param status  such as `302 Moved Temporarily`
    /// @param contact the value of the header Contact
    SipPhone redirectsTo(String status, String contact) {
        redirectionStatus = status;
        this.contact = contact;
        return this;
    }

    /// Asks Asterisk to transfer the call that this telephone answered.
    ///
    /// @param target the value of the header Refer-To
    void refersTo(String target) {
        send(
                """
                REFER sip:asterisk@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%3$d-refer
                From: %s;tag=phone
                To: %s
                Call-ID: %s
                CSeq: 5 REFER
                Contact: %s
                Refer-To: %s
                Referred-By: <sip:phone@%2$s>
                Max-Forwards: 70
                """.formatted(
                                asterisk.getPort(),
                                host,
                                socket.getLocalPort(),
                                dialog.header("To"),
                                dialog.header("From"),
                                dialog.header("Call-ID"),
                                contact,
                                target),
                "");
    }

    boolean wasRung() {
        return first("INVITE ").isPresent();
    }

    /// The caller's number and name, as shown to this telephone.
    String presentedCallerId() {
        return first("INVITE ").map(heard -> heard.message().header("From")).orElse("");
    }

    int timesRung() {
        return (int) received.stream()
                .map(ReceivedMessage::message)
                .filter(message -> message.isRequest("INVITE"))
                .map(message -> message.header("Call-ID"))
                .distinct()
                .count();
    }

    Instant rungAt() {
        return first("INVITE ").orElseThrow().at();
    }

    /// Whether Asterisk has acknowledged this telephone's answer.
    boolean isConnectedAsCallee() {
        return first("ACK ").isPresent();
    }

    boolean wasHungUp() {
        return first("BYE ").isPresent();
    }

    boolean isConnected() {
        return first("SIP/2.0 200 ").isPresent();
    }

    boolean hasReceivedStatus(int status) {
        return first("SIP/2.0 " + status + " ").isPresent();
    }

    Duration timeToRing(Instant start) {
        return Duration.between(start, rungAt());
    }

    @Override
    public void close() {
        socket.close();
        Await.until("the release of the port", () -> !listener.isAlive()); // Until then the port cannot be bound again.
        audio.close();
    }

    private Optional<ReceivedMessage> first(String start) {
        return received.stream()
                .filter(heard -> heard.message().text().startsWith(start))
                .findFirst();
    }

    private void listen() {
        byte[] buffer = new byte[65_535];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                var message = new SipMessage(
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
                received.add(new ReceivedMessage(message, InstantSource.system().instant()));
                replyTo(message);
            }
        } catch (IOException | UncheckedIOException _) {
            // The test closed the telephone.
        }
    }

    private void replyTo(SipMessage message) {
        if (message.isRequest("INVITE")) {
            dialog = message;
            switch (behaviour) {
                case ANSWERS -> reply(message, "200 OK", audio.sessionDescription());
                case KEEPS_RINGING -> reply(message, "180 Ringing", "");
                case IS_BUSY -> reply(message, "486 Busy Here", "");
                case SAYS_NOTHING -> {}
                case REDIRECTS -> reply(message, redirectionStatus, "");
                case ANSWERS_AFTER_DIVERSION -> {
                    contact = "%s\nDiversion: <sip:+33899000000@%s>;reason=unconditional".formatted(contact, host);
                    reply(message, "181 Call Is Being Forwarded", "");
                    reply(message, "200 OK", audio.sessionDescription());
                }
            }
        } else if (message.isRequest("CANCEL")) {
            reply(message, "200 OK", "");
            reply(dialog, "487 Request Terminated", "");
        } else if (message.isRequest("BYE") || message.isRequest("OPTIONS")) {
            reply(message, "200 OK", "");
        } else if (behaviour != PhoneBehaviour.SAYS_NOTHING
                && message.isResponse()
                && message.method().equals("INVITE")) {
            acknowledge(message);
        }
    }

    private void acknowledge(SipMessage response) {
        if (response.status() < 200) {
            return;
        }
        dialog = response;
        send(
                """
                ACK sip:asterisk@127.0.0.1:%d SIP/2.0
                Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%3$d-%s
                From: %s
                To: %s
                Call-ID: %s
                CSeq: %s ACK
                Max-Forwards: 70
                """.formatted(
                        asterisk.getPort(),
                        host,
                        socket.getLocalPort(),
                        response.status() < 300
                                ? "ack"
                                : response.header("Via").replaceFirst(".*branch=z9hG4bK-[0-9]+-([0-9]+).*", "$1"),
                        response.header("From"),
                        response.header("To"),
                        response.header("Call-ID"),
                        response.header("CSeq").replace(" INVITE", "")),
                "");
    }

    private void reply(SipMessage request, String status, String sdp) {
        String headers = sdp.isEmpty() ? "" : "Content-Type: application/sdp\n";
        send(request.response(status, "phone", contact, headers, sdp));
    }

    private void send(String head, String body) {
        send(SipMessage.of(head, body));
    }

    private void send(SipMessage message) {
        byte[] bytes = message.text().getBytes(StandardCharsets.ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, asterisk));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
