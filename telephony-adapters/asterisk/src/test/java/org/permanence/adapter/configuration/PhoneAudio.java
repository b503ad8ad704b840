package org.permanence.adapter.configuration;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The audio of one call, both ways: a tone that it sends, and the pitch of what it receives. With encryption it
/// offers SRTP, and neither sends nor understands any: [BaresipPhone] does.
final class PhoneAudio implements AutoCloseable {

    private static final int PACKET_SAMPLES = 160;
    private static final int MU_LAW_SILENCE = 0xff;
    private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 ([0-9.]+)");
    private static final Pattern PORT = Pattern.compile("(?m)^m=audio ([0-9]+)");
    private static final String KEY_LINE = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "abcdefgh".repeat(5) + "\n";

    private final RtpSocket socket;
    private final boolean encrypted;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final AtomicInteger sent = new AtomicInteger();
    private volatile int hertz;

    PhoneAudio(String host, boolean encrypted) {
        this.encrypted = encrypted;
        socket = new RtpSocket(host);
    }

    /// The SDP of an offer or answer: µ-law only.
    String sessionDescription() {
        return encrypted ? socket.sessionDescription("RTP/SAVP", KEY_LINE) : socket.sessionDescription();
    }

    /// Sends audio to where the other side's SDP says, until it is closed.
    void start(String otherSessionDescription) {
        if (encrypted) {
            return;
        }
        var remote = new InetSocketAddress(
                find(ADDRESS, otherSessionDescription).orElseThrow(),
                Integer.parseInt(find(PORT, otherSessionDescription).orElseThrow()));
        var _ = timer.scheduleAtFixedRate(
                () -> socket.send(packet(sent.getAndIncrement()), remote), 0, 20, TimeUnit.MILLISECONDS);
    }

    PhoneAudio sendTone(int hertz) {
        this.hertz = hertz;
        return this;
    }

    /// True once five packets in a row (100 ms) had that pitch.
    boolean hasReceivedTone(int hertz) {
        return socket.hasReceivedTone(hertz);
    }

    /// The number of packets of 20 ms that it has sent.
    int sentPackets() {
        return sent.get();
    }

    /// True until the first packet, whatever is in it.
    boolean hasReceivedNothing() {
        return socket.hasReceivedNothing();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        socket.close();
    }

    private byte[] packet(int number) {
        ByteBuffer packet = ByteBuffer.allocate(12 + PACKET_SAMPLES)
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) number)
                .putInt(number * PACKET_SAMPLES)
                .putInt(0x5eed);
        for (int i = 0; i < PACKET_SAMPLES; i++) {
            boolean positive = Math.sin(2 * Math.PI * hertz * (number * PACKET_SAMPLES + i) / 8000.0) >= 0;
            packet.put((byte) (hertz == 0 ? MU_LAW_SILENCE : positive ? 0x90 : 0x10));
        }
        return packet.array();
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
