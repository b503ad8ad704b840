package org.permanence.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The sound of one telephone: a port of its own, a mouth and an ear. Who is at the other end it is told by the
/// signalling; it is silent until then, and hears nobody else. [SoundDesk] moves it every 20 ms.
final class Handset implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int PCMU = 0;

    private final DatagramChannel channel;
    private final InetSocketAddress at;
    private final Mouth mouth;
    private final Heard heard;
    private volatile @Nullable InetSocketAddress other;

    Handset(DatagramChannel channel, int ssrc, InstantSource clock) throws IOException {
        this.channel = channel;
        this.at = (InetSocketAddress) channel.getLocalAddress();
        this.mouth = new Mouth(ssrc);
        this.heard = new Heard(clock);
    }

    int port() {
        return at.getPort();
    }

    /// The other end, learnt from its SDP.
    void talksTo(InetSocketAddress media) {
        other = media;
    }

    void startsAnew() {
        other = null;
        mouth.letsGo();
        heard.startAnew();
    }

    void hangsUp() {
        other = null;
    }

    void leaves(Selector selector) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null) {
            key.cancel();
        }
    }

    Mouth mouth() {
        return mouth;
    }

    Hearing hearing() {
        return new Hearing(heard);
    }

    void speak(ByteBuffer packet) throws IOException {
        InetSocketAddress listener = other;
        if (listener == null) {
            return;
        }
        mouth.next(packet.clear());
        try {
            channel.send(packet.flip(), listener);
        } catch (PortUnreachableException _) {
            // The other end has closed its port before its BYE came: nobody is left to hear this.
        }
    }

    void listen(ByteBuffer packet) throws IOException {
        while (true) {
            SocketAddress from = channel.receive(packet.clear());
            if (from == null) {
                return;
            }
            if (from.equals(other)) {
                hear(packet.flip());
            }
        }
    }

    /// Takes PCMU and drops all else: RTCP of a neighbour's port, events, comfort noise.
    private void hear(ByteBuffer packet) {
        if (packet.remaining() <= HEADER || (packet.get(1) & 0x7f) != PCMU) {
            return;
        }
        int offset = HEADER + 4 * (packet.get(0) & 0x0f);
        if (packet.limit() > offset) {
            long timestamp = packet.getInt(4) & 0xffff_ffffL;
            heard.packet(packet.getInt(8), timestamp, packet.position(offset));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
