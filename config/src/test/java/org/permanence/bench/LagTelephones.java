package org.permanence.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.permanence.testing.Fixtures;
import org.permanence.testing.Ports;

/// The callers and assistants of the benchmark, all on one thread: with one clock, it stamps a caller's INVITE
/// before sending and the assistant's INVITE on arrival. The last two digits of a number tell which INVITEs belong
/// together: each call under way dials another number, which the engine shows to the assistant. The rival shows the
/// caller's own number, which ends in the same digits. It is none of the practice's: a call that shows one of those
/// is refused as busy.
///
/// An assistant answers at once, and the caller hangs up after the talk time: if an assistant did so within two
/// seconds, the engine would offer the caller to the next one. No audio is sent; received audio is not read.
final class LagTelephones implements AutoCloseable {

    /// Asterisk knows the trunk by this address.
    static final String TRUNK = "127.0.0.2";

    private static final String ASSISTANTS = "127.0.0.3";

    /// What all callers' numbers begin with.
    private static final String CALLERS = Fixtures.NUMBER_PREFIX + "3";

    private static final int BUFFER = 1 << 20;

    /// How long calls may continue after the last INVITE of a block.
    private static final Duration DRAIN_TIME = Duration.ofSeconds(10);

    /// One call of a block.
    static final class PlacedCall {

        private final Instant sentInstant;
        private final long sentNanos;
        private long rungNanos;
        private boolean refused;
        private @Nullable SipText accepted;

        PlacedCall(Instant sentInstant, long sentNanos) {
            this.sentInstant = sentInstant;
            this.sentNanos = sentNanos;
        }

        boolean hasRung() {
            return rungNanos != 0;
        }

        /// The time from the caller's INVITE to the assistant's.
        Duration lag() {
            return Duration.ofNanos(rungNanos - sentNanos);
        }

        Instant sentAt() {
            return sentInstant;
        }

        Instant rungAt() {
            return sentInstant.plus(lag());
        }

        boolean wasRefused() {
            return refused;
        }
    }

    /// A block of calls at an even pace.
    ///
    /// @param exchange the port of Asterisk on 127.0.0.1
    /// @param atOnce how many calls may be under way; the next waits for one to end
    /// @param within no calls are placed after this time
    record Block(int exchange, int calls, Duration every, Duration talk, int atOnce, Duration within) {}

    private record ScheduledHangup(long due, PlacedCall call, InetSocketAddress asterisk) {}

    private final Selector selector;
    private final DatagramChannel callers;
    private final DatagramChannel assistants;
    private final DatagramChannel rtpSink;
    private final List<String> numbers;
    private final ByteBuffer buffer = ByteBuffer.allocate(65_536);
    private final Map<String, PlacedCall> byLastDigits = new HashMap<>();
    private final Map<String, PlacedCall> callerLegs = new HashMap<>();
    private final Set<String> assistantLegs = new HashSet<>();
    private final Deque<ScheduledHangup> hangups = new ArrayDeque<>();
    private long next;
    private Duration talk = Duration.ZERO;

    /// @param numbers the numbers that callers dial in turn, each with other last two digits; more than calls can
    ///     be under way
    LagTelephones(List<String> numbers) throws IOException {
        this.numbers = List.copyOf(numbers);
        this.selector = Selector.open();
        this.callers = open(TRUNK);
        this.assistants = open(ASSISTANTS);
        this.rtpSink = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        callers.register(selector, SelectionKey.OP_READ);
        assistants.register(selector, SelectionKey.OP_READ);
    }

    /// Host and port of all assistants' phones.
    String contact() throws IOException {
        return ASSISTANTS + ":" + ((InetSocketAddress) assistants.getLocalAddress()).getPort();
    }

    /// Places the calls of the block. Returns when the last one is over, or ten seconds after the last was placed.
    ///
    /// @param progress receives the number of calls placed
    List<PlacedCall> placeCalls(Block block, IntConsumer progress) throws IOException {
        talk = block.talk();
        byLastDigits.clear();
        callerLegs.clear();
        assistantLegs.clear();
        hangups.clear();
        List<PlacedCall> placed = new ArrayList<>();
        long due = System.nanoTime();
        long placingEnd = due + block.within().toNanos();
        long end = placingEnd + DRAIN_TIME.toNanos();
        boolean more = true;
        while (System.nanoTime() < end && (more || hasActiveCalls())) {
            if (more && due <= System.nanoTime() && callerLegs.size() < block.atOnce()) {
                placed.add(placeCall(block.exchange()));
                due = Math.max(
                        due + block.every().toNanos(),
                        System.nanoTime() - block.every().toNanos());
                progress.accept(placed.size());
            }
            hangUpDueCalls();
            more = placed.size() < block.calls() && System.nanoTime() < placingEnd;
            await(more && callerLegs.size() < block.atOnce() ? due : end);
        }
        return placed;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        callers.close();
        assistants.close();
        rtpSink.close();
    }

    private boolean hasActiveCalls() {
        return !callerLegs.isEmpty() || !assistantLegs.isEmpty();
    }

    private void await(long until) throws IOException {
        long wake =
                hangups.isEmpty() ? until : Math.min(until, hangups.getFirst().due());
        selector.select(Math.max(1, (wake - System.nanoTime()) / 1_000_000)); // 0 would wait forever.
        selector.selectedKeys().clear();
        read(callers, this::onCallerMessage);
        read(assistants, this::onAssistantMessage);
    }

    private interface MessageHandler {
        void onMessage(SipText message, long at, InetSocketAddress from) throws IOException;
    }

    private void read(DatagramChannel channel, MessageHandler handler) throws IOException {
        for (var from = channel.receive(buffer.clear()); from != null; from = channel.receive(buffer.clear())) {
            long at = System.nanoTime();
            String text = new String(buffer.array(), 0, buffer.flip().limit(), ISO_8859_1);
            if (text.length() > 8) { // Shorter ones are keep-alive lines.
                handler.onMessage(SipText.parse(text), at, (InetSocketAddress) from);
            }
        }
    }

    private PlacedCall placeCall(int exchange) throws IOException {
        long sequence = next++;
        String number = numbers.get((int) (sequence % numbers.size()));
        String call = "lag-" + sequence;
        String body = sdpBody(TRUNK);
        String invite = "INVITE sip:%1$s@127.0.0.1:%2$d SIP/2.0\r\n".formatted(number, exchange)
                + "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%s\r\n".formatted(TRUNK, port(callers), call)
                + "Max-Forwards: 70\r\n"
                + "From: <sip:%s@%s>;tag=%s\r\n".formatted(CALLERS + lastDigits(number), TRUNK, call)
                + "To: <sip:%s@127.0.0.1:%d>\r\n".formatted(number, exchange)
                + "Call-ID: %s\r\nCSeq: 1 INVITE\r\n".formatted(call)
                + "Contact: <sip:caller@%s:%d>\r\n".formatted(TRUNK, port(callers))
                + body;
        ByteBuffer bytes = ByteBuffer.wrap(invite.getBytes(ISO_8859_1));
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), exchange);
        var placed = new PlacedCall(Instant.now(), System.nanoTime());
        callers.send(bytes, to);
        byLastDigits.put(lastDigits(number), placed);
        callerLegs.put(call, placed);
        return placed;
    }

    private void onCallerMessage(SipText message, long at, InetSocketAddress from) throws IOException {
        if (!message.isResponse()) {
            send(callers, message.answer("200 OK", "caller", "Content-Length: 0\r\n\r\n"), from);
            if (message.method().equals("BYE")) {
                callerLegs.remove(message.call());
            }
            return;
        }
        if (message.method().equals("BYE")) {
            callerLegs.remove(message.call());
        }
        if (!message.method().equals("INVITE") || message.status() < 200) {
            return;
        }
        boolean refused = message.status() >= 300;
        String to = refused || message.contact().isEmpty() ? "sip:127.0.0.1" : message.contact();
        send(callers, request("ACK", to, message.header("from"), message.header("to"), message, TRUNK, 1), from);
        PlacedCall placed = callerLegs.get(message.call());
        if (refused && placed != null) {
            placed.refused = true;
            callerLegs.remove(message.call());
        } else if (placed != null) {
            placed.accepted = message;
        }
    }

    private void onAssistantMessage(SipText message, long at, InetSocketAddress from) throws IOException {
        if (message.isResponse()) {
            if (message.method().equals("BYE")) {
                assistantLegs.remove(message.call());
            }
            return;
        }
        switch (message.method()) {
            case "INVITE" -> answer(message, at, from);
            case "ACK" -> {}
            case "BYE", "CANCEL" -> {
                send(assistants, message.answer("200 OK", "assistant", "Content-Length: 0\r\n\r\n"), from);
                assistantLegs.remove(message.call());
            }
            default -> send(assistants, message.answer("200 OK", "assistant", "Content-Length: 0\r\n\r\n"), from);
        }
    }

    private void answer(SipText invite, long at, InetSocketAddress from) throws IOException {
        PlacedCall placed = byLastDigits.get(lastDigits(invite.caller()));
        if (placed != null && !placed.hasRung()) {
            placed.rungNanos = at;
        }
        String contact = "Contact: <sip:assistant@" + contact() + ">\r\n";
        send(assistants, invite.answer("200 OK", "assistant", contact + sdpBody(ASSISTANTS)), from);
        if (assistantLegs.add(invite.call()) && placed != null) {
            hangups.add(new ScheduledHangup(at + talk.toNanos(), placed, from));
        }
    }

    /// Hangs up the calls whose talk time is over, as the caller.
    private void hangUpDueCalls() throws IOException {
        while (!hangups.isEmpty() && hangups.getFirst().due() <= System.nanoTime()) {
            ScheduledHangup hangup = hangups.removeFirst();
            SipText accepted = hangup.call().accepted;
            if (accepted != null && callerLegs.containsKey(accepted.call())) {
                String bye = request(
                        "BYE", accepted.contact(), accepted.header("from"), accepted.header("to"), accepted, TRUNK, 2);
                send(callers, bye, hangup.asterisk());
            }
        }
    }

    private String request(
            String method, String to, String from, String remoteParty, SipText of, String host, int sequence)
            throws IOException {
        int port = port(host.equals(TRUNK) ? callers : assistants);
        return "%s %s SIP/2.0\r\n".formatted(method, to)
                + "Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%d\r\n".formatted(host, port, next++)
                + "Max-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\n".formatted(from, remoteParty, of.call())
                + "CSeq: %d %s\r\nContent-Length: 0\r\n\r\n".formatted(sequence, method);
    }

    private static String lastDigits(String number) {
        return number.substring(Math.max(0, number.length() - 2));
    }

    /// For offers and answers: A-law, so that Asterisk passes audio on unchanged.
    private String sdpBody(String host) throws IOException {
        String sdp = "v=0\r\no=lag 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n".formatted(host)
                + "m=audio %d RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n".formatted(port(rtpSink))
                + "a=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n";
        return "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s".formatted(sdp.length(), sdp);
    }

    private static void send(DatagramChannel channel, String text, InetSocketAddress to) throws IOException {
        channel.send(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), to);
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static DatagramChannel open(String host) {
        try {
            var channel = DatagramChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            InetAddress address = InetAddress.getByName(host);
            return channel.bind(new InetSocketAddress(address, Ports.udp(address)));
        } catch (IOException e) {
            throw new UncheckedIOException("telephones: no port on " + host, e);
        }
    }
}
