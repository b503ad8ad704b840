package org.permanence.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// Free loopback ports below the kernel's ephemeral range, from which connections get their ports. A chosen port
/// therefore stays free for the process that will use it, even after a restart. None is given out twice: this
/// user's other test processes see a lock for each, until this process ends.
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int MOST = 19_999;
    private static final int FEWEST = 1_000;
    private static final int LAST = lastPort();
    private static final int TRIES = 100;
    private static final int RTP_FIRST = 20_000;
    private static final int RTP_BLOCK = 1_000;
    private static final int RTP_BLOCKS = 12;

    /// One byte of this file stands for each port. It stays open: closing it would end all locks of this process.
    private static final FileChannel LOCK_FILE = openLockFile();

    private static final Set<FileLock> CHOSEN = ConcurrentHashMap.newKeySet();

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
                if (probe.canBind(port) && reserve(port)) {
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

    /// Whether no test process of this user has chosen the port.
    private static boolean reserve(int port) throws IOException {
        try {
            FileLock lock = LOCK_FILE.tryLock(port, 1, false);
            return lock != null && CHOSEN.add(lock);
        } catch (OverlappingFileLockException _) {
            return false; // Chosen by this process.
        }
    }

    private static FileChannel openLockFile() {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"), "permanence-lab-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, CREATE, WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("ports: cannot be locked", e);
        }
    }

    /// Some kernels take ephemeral ports from 1,024 or 16,000 on instead of 32,768.
    private static int lastPort() {
        try (var range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), US_ASCII)) {
            int firstEphemeral = range.nextInt();
            return firstEphemeral < FIRST + FEWEST ? MOST : Math.min(MOST, firstEphemeral - 1);
        } catch (IOException _) {
            return MOST; // No Linux.
        }
    }
}
