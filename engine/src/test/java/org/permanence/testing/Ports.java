package org.permanence.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// Free loopback ports below the kernel's ephemeral range. A chosen port therefore stays free for the process that
/// will use it, even after a restart. None is given out twice, because two processes of one installation would want
/// it.
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int LAST = 19_999;
    private static final int TRIES = 100;
    private static final int RTP_FIRST = 20_000;
    private static final int RTP_BLOCK = 1_000;
    private static final int RTP_BLOCKS = 12;

    private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    public static int udp(InetAddress host) {
        return free(port -> {
            try (var socket = new DatagramSocket(new InetSocketAddress(host, port))) {
                return socket.isBound();
            }
        });
    }

    public static int tcp(InetAddress host) {
        return free(port -> {
            try (var socket = new ServerSocket(port, 1, host)) {
                return socket.isBound();
            }
        });
    }

    /// A port that is free for both UDP and TCP.
    public static int udpAndTcp(InetAddress host) {
        return free(port -> {
            try (var udp = new DatagramSocket(new InetSocketAddress(host, port));
                    var tcp = new ServerSocket(port, 1, host)) {
                return udp.isBound() && tcp.isBound();
            }
        });
    }

    /// The first of a thousand RTP ports for Asterisk, which itself skips those in use.
    public static int rtpBlock() {
        return RTP_FIRST + RTP_BLOCK * ThreadLocalRandom.current().nextInt(RTP_BLOCKS);
    }

    private interface PortProbe {
        boolean canBind(int port) throws IOException;
    }

    private static int free(PortProbe probe) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try {
                if (probe.canBind(port) && CHOSEN.add(port)) {
                    return port;
                }
            } catch (SocketException _) {
                // In use: try the next port.
            } catch (IOException e) {
                throw new UncheckedIOException("ports: cannot be tried", e);
            }
        }
        throw new IllegalStateException("ports: none free in %d..%d".formatted(FIRST, LAST));
    }
}
