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

/// The RTP endpoint of one phone, with its own port. The signalling sets the remote address; until then the
/// endpoint sends nothing and accepts nothing. [RtpTransport] moves its audio every 20 ms.
final class RtpEndpoint implements AutoCloseable {

    private static final int HEADER_BYTES = 12;
    private static final int PCMU = 0;

    private final DatagramChannel channel;
    private final InetSocketAddress localAddress;
    private final RtpSender sender;
    private final AudioBuffer buffer;
    private volatile @Nullable InetSocketAddress remote;

    RtpEndpoint(DatagramChannel channel, int ssrc, InstantSource clock) throws IOException {
        this.channel = channel;
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
        this.sender = new RtpSender(ssrc);
        this.buffer = new AudioBuffer(clock);
    }

    int port() {
        return localAddress.getPort();
    }

    /// Sets the remote address from the SDP.
    void setRemote(InetSocketAddress media) {
        remote = media;
    }

    void reset() {
        remote = null;
        sender.clearDigits();
        buffer.reset();
    }

    void clearRemote() {
        remote = null;
    }

    void unregister(Selector selector) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null) {
            key.cancel();
        }
    }

    RtpSender sender() {
        return sender;
    }

    ReceivedAudio audio() {
        return new ReceivedAudio(buffer);
    }

    void sendPacket(ByteBuffer packet) throws IOException {
        InetSocketAddress destination = remote;
        if (destination == null) {
            return;
        }
        sender.writeNextPacket(packet.clear());
        try {
            channel.send(packet.flip(), destination);
        } catch (PortUnreachableException _) {
            // The remote side closed its port before its BYE arrived.
        }
    }

    void receivePackets(ByteBuffer packet) throws IOException {
        while (true) {
            SocketAddress from = channel.receive(packet.clear());
            if (from == null) {
                return;
            }
            if (from.equals(remote)) {
                onPacket(packet.flip());
            }
        }
    }

    /// Accepts PCMU and drops everything else: a neighbour port's RTCP, events, comfort noise.
    private void onPacket(ByteBuffer packet) {
        if (packet.remaining() <= HEADER_BYTES || (packet.get(1) & 0x7f) != PCMU) {
            return;
        }
        int offset = HEADER_BYTES + 4 * (packet.get(0) & 0x0f);
        if (packet.limit() > offset) {
            long timestamp = packet.getInt(4) & 0xffff_ffffL;
            buffer.addPacket(packet.getInt(8), timestamp, packet.position(offset));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
